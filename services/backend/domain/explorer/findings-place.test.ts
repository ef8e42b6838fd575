import { afterPart, beginOf, decodePlace, encodePlace, FINDINGS_PARTS, type FindingsPlace } from './findings-place';

const partsOf = (isSuite: boolean): string[] => {
  const parts: string[] = [];
  for (let place: FindingsPlace | null = beginOf('documents'); place !== null; place = afterPart(place.part, isSuite)) {
    parts.push(place.part);
  }
  return parts;
};

test('every part is looked at in the own service, and the objects alone in others', () => {
  expect(partsOf(true)).toEqual([...FINDINGS_PARTS]);
  expect(partsOf(false)).toEqual(['documents', 'maps', 'lists', 'streams']);
});

test('a cursor brings back its place, and none of another service', () => {
  const place: FindingsPlace = { part: 'links', at: `canned-responses.WK${'1'.repeat(32)}.3`, from: '17' };
  expect(decodePlace(encodePlace(place), true)).toEqual(place);
  expect(decodePlace(encodePlace(place), false)).toBeNull();
});

test.each([
  ['no text', ''],
  ['another part', Buffer.from('["else","",null]').toString('base64url')],
  ['a key that no database takes', Buffer.from('["outbox","\\u0000",null]').toString('base64url')],
  ['a number for a key', Buffer.from('["outbox",1,null]').toString('base64url')],
  ['an object', Buffer.from('{"part":"outbox"}').toString('base64url')],
])('%s is no cursor', (_what, text) => {
  expect(decodePlace(text, true)).toBeNull();
});
