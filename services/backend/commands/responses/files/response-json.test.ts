import fc from 'fast-check';
import { inTurns } from '../../../base/event-loop';
import { Refusal } from '../../../base/refusal';
import { checkRecords } from './response-file';
import { readResponseJson } from './response-json';

const read = (text: string | Buffer) => inTurns(readResponseJson(Buffer.from(text)));
const valuesOf = async (text: string): Promise<unknown[] | 'refused'> => {
  try {
    return (await read(text)).records.map(({ value }) => value);
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'invalid') return 'refused';
    throw error;
  }
};
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return 'refused';
  }
};

const anyJson = fc.json({ maxDepth: 3, stringUnit: 'grapheme' });
const anySpace = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 2 });
const anyArray = fc
  .tuple(fc.array(fc.tuple(anySpace, anyJson, anySpace), { maxLength: 5 }), anySpace)
  .map(([elements, space]) => `${space}[${elements.map((parts) => parts.join('')).join(',')}${space}]${space}`);

test('reads whatever JSON.parse reads', async () => {
  await fc.assert(
    fc.asyncProperty(anyArray, async (text) => {
      expect(await valuesOf(text)).toEqual(parsed(text));
    }),
  );
});

test('refuses whatever JSON.parse refuses', async () => {
  const damage = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(2),
    put: fc.string({ unit: fc.constantFrom('"', '\\', ',', '[', ']', '{', '}', ':', '1', ' '), maxLength: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(anyArray, damage, async (text, { at, cut, put }) => {
      const place = Math.max(1, Math.floor(at * text.length));
      // A cut through a pair of surrogates leaves what no file holds.
      const damaged = Buffer.from(`[${text.slice(1, place)}${put}${text.slice(place + cut)}`).toString();
      const expected = parsed(damaged);
      fc.pre(Array.isArray(expected) || expected === 'refused');
      expect(await valuesOf(damaged)).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});

test('numbers the elements, and takes nothing but an array', async () => {
  const file = JSON.stringify([{ title: 'A', variants: [{ language: 'en', body: 'x' }] }, { title: 7 }, 'x']);
  const { records, problems } = await inTurns(checkRecords(await read(`\uFEFF${file}`)));
  expect(records).toMatchObject([{ line: 1, id: null, content: { title: 'A', variants: [{ channel: null }] } }]);
  expect(problems.map(({ line }) => line)).toEqual([2, 2, 3]);
  expect((await read('{}')).problems).toHaveLength(1);
  expect(await valuesOf(' ')).toBe('refused');
});

test('reads no further than an import can go, and no element that is too large for a response', async () => {
  expect(await read(`[${'{},'.repeat(5_000)} and anything]`)).toMatchObject({
    records: { length: 5_000 },
    problems: [{ line: 5_001, message: 'One import takes 5000 responses: split the file here.' }],
  });
  for (const large of [`"${'x'.repeat(200_000)}"`, '['.repeat(200_000), `{"tags":[${'"",'.repeat(200_000)}""]}`]) {
    expect(await read(`[1,${large}]`)).toMatchObject({ records: [], problems: [{ line: 2 }] });
  }
});

test('refuses bytes that are no text', async () => {
  await expect(read(Buffer.from('["\xff"]', 'latin1'))).rejects.toMatchObject({ code: 'invalid_encoding' });
});
