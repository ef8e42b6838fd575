import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyedHash, timedSignature } from './keyed-hash';

test('a hash is of the text and the secret', () => {
  const hash = keyedHash('s')('a@b.example');
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(keyedHash('s')('a@b.example')).toBe(hash);
  expect(keyedHash('t')('a@b.example')).not.toBe(hash);
  expect(keyedHash('s')('b@b.example')).not.toBe(hash);
});

test('a signature is of the second and the text, as the documents verify it', () => {
  const body = '{"event":"raised"}';
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(timedSignature('secret', body, 1_700_000_000_999)) ?? [];
  expect(t).toBe('1700000000');
  const expected = createHmac('sha256', 'secret')
    .update(`${t ?? ''}.${body}`)
    .digest();
  expect(timingSafeEqual(expected, Buffer.from(v1 ?? '', 'hex'))).toBe(true);
});
