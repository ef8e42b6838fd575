import * as v from 'valibot';
import { schemaHash } from './schema-hash';

describe('schemaHash', () => {
  const original = v.object({ name: v.pipe(v.string(), v.regex(/^a/)), count: v.pipe(v.number(), v.minValue(0)) });

  it('is the same for two copies of one definition', () => {
    const copy = v.object({ name: v.pipe(v.string(), v.regex(/^a/)), count: v.pipe(v.number(), v.minValue(0)) });
    expect(schemaHash(copy)).toBe(schemaHash(original));
  });

  it.each([
    ['a field is added', v.object({ ...original.entries, extra: v.string() })],
    ['a field is renamed', v.object({ title: original.entries.name, count: original.entries.count })],
    ['a field becomes optional', v.object({ name: v.optional(original.entries.name), count: original.entries.count })],
    ['a limit moves', v.object({ name: original.entries.name, count: v.pipe(v.number(), v.minValue(1)) })],
    ['a pattern changes', v.object({ name: v.pipe(v.string(), v.regex(/^b/)), count: original.entries.count })],
  ])('differs when %s', (_change, changed) => {
    expect(schemaHash(changed)).not.toBe(schemaHash(original));
  });
});
