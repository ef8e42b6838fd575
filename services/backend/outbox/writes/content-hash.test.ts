import { contentHash } from './content-hash';

const payload = { schema: 1, v: 7, asOf: 'a', at: 'b', now: { queued: 1, ringing: 0 }, list: [1, 2] };

test('does not change with when or how often a payload was written, nor with the order of its keys', () => {
  const same = { list: [1, 2], now: { ringing: 0, queued: 1 }, at: 'later', v: 8, schema: 1, asOf: 'later' };
  expect(contentHash(same)).toBe(contentHash(payload));
});

test.each([
  { ...payload, now: { queued: 2, ringing: 0 } },
  { ...payload, list: [2, 1] },
  { ...payload, now: { queued: 1, ringing: 0, v: 1 } },
  { ...payload, extra: null },
])('changes with what a payload says', (changed) => {
  expect(contentHash(changed)).not.toBe(contentHash(payload));
});
