import * as v from 'valibot';
import { defineSyncDocument, defineSyncList, defineSyncMap, defineSyncStream } from './define-sync';

describe('a Sync definition', () => {
  const schema = v.object({ n: v.number() });

  it.each([
    ['document', defineSyncDocument],
    ['map', defineSyncMap],
    ['list', defineSyncList],
    ['stream', defineSyncStream],
  ] as const)('carries kind, name, schema and scope of a %s', (kind, define) => {
    expect(define('cart', schema)).toMatchObject({ kind, uniqueName: 'cart', schema, scope: 'shared' });
    expect(define('cart', schema, { scope: 'personal' }).scope).toBe('personal');
  });

  it.each([
    ['an empty name', ''],
    ['a name of 321 characters', 'x'.repeat(321)],
    ['a name shaped like a SID (error 54302)', `WQ${'0'.repeat(32)}`],
  ])('refuses %s', (_what, name) => {
    expect(() => defineSyncDocument(name, schema)).toThrow(RangeError);
  });
});
