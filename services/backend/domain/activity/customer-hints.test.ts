import { customerHints, type CustomerHints } from './customer-hints';

const NONE: CustomerHints = { anonymousIds: [], userIds: [], emails: [], phones: [] };
const hints = (attributes: unknown) => customerHints(JSON.stringify(attributes));

test.each([
  [{ anonymousId: 'a' }],
  [{ anonymous_id: ' a ' }],
  [{ customers: { anonymousId: 'a' } }],
  [{ pre_engagement_data: { anonymousId: 'a' } }],
  [{ pre_engagement_data: '{"anonymousId":"a"}' }],
  [{ anonymousId: 'a', pre_engagement_data: { anonymous_id: 'a' } }],
])('%j names the anonymous visitor', (attributes) => {
  expect(hints(attributes)).toEqual({ ...NONE, anonymousIds: ['a'] });
});

test('each kind of hint is read, in the spelling that shops’ contacts are kept in', () => {
  expect(
    hints({ userId: 7, email: 'Jo@Mail.example', from: 'whatsapp:+49 30 1234567', customerAddress: '+49301234567' }),
  ).toEqual({ ...NONE, userIds: ['7'], emails: ['jo@mail.example'], phones: ['+49301234567'] });
});

test('a page’s own word is no reason to be taken for a user', () => {
  expect(hints({ pre_engagement_data: { userId: 'u' } })).toEqual(NONE);
});

test.each([
  [null],
  [''],
  ['{'],
  ['[]'],
  ['"anonymousId"'],
  ['{"anonymousId":{"a":1},"userId":1.5,"email":7,"from":[1]}'],
  ['{"anonymousId":"","userId":" "}'],
  ['{"pre_engagement_data":"{","customers":[{"anonymousId":"a"}]}'],
  [`{"anonymousId":"${'a'.repeat(256)}"}`],
  ['{"__proto__":{"anonymousId":"a"}}'],
])('%j says nothing', (attributes) => {
  expect(customerHints(attributes)).toEqual(NONE);
});
