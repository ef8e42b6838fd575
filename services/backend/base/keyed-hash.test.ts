import { keyedHash } from './keyed-hash';

test('a hash is of the text and the secret', () => {
  const hash = keyedHash('s')('a@b.example');
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(keyedHash('s')('a@b.example')).toBe(hash);
  expect(keyedHash('t')('a@b.example')).not.toBe(hash);
  expect(keyedHash('s')('b@b.example')).not.toBe(hash);
});
