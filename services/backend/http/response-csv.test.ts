import type { PortableResponse } from '@flex-sync-suite/shared/contract';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { inTurns } from '../event-loop';
import { readResponseCsv } from './response-csv';
import { responsesAsCsv, responsesAsJson } from './response-export';
import { checkRecords, type FileContent } from './response-file';
import { readResponseJson } from './response-json';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '@', '\t', '\r', '\n', ';', '\\', '"', ',', 'é', '💬'),
    minLength: 1,
  }),
);
const trimmed = (maxLength: number) =>
  anyText
    .map((text) =>
      text
        .slice(0, maxLength)
        .replace(/\p{Surrogate}/gu, '')
        .trim(),
    )
    .filter((text) => text !== '');

const anyResponse: fc.Arbitrary<Omit<PortableResponse, 'id'>> = fc.record({
  title: trimmed(120),
  shortcut: fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,31}$/)),
  category: fc.option(trimmed(60)),
  tags: fc.uniqueArray(trimmed(30), { maxLength: 4, selector: (tag) => tag.toLowerCase() }),
  channels: fc.uniqueArray(fc.constantFrom('web', 'sms', 'whatsapp'), { maxLength: 3 }),
  status: fc.constantFrom('draft', 'published', 'retired'),
  variants: fc.uniqueArray(
    fc.record({
      language: fc.constantFrom('en', 'es', 'pt-BR'),
      channel: fc.constantFrom(null, 'sms'),
      body: anyText.map((text) => text.replace(/[\0\p{Surrogate}]/gu, '.')),
    }),
    { minLength: 1, maxLength: 4, selector: ({ language, channel }) => `${language} ${String(channel)}` },
  ),
});

const checked = async (file: Generator<undefined, FileContent>) => inTurns(checkRecords(await inTurns(file)));

const numbered = (responses: readonly Omit<PortableResponse, 'id'>[]): PortableResponse[] =>
  responses.map((response, index) => ({ id: `abcdefghijkl.${String(index).padStart(12, '0')}`, ...response }));

const textOf = (pieces: Iterable<string>): string => [...pieces].join('');

test('whatever a response says, it comes back from CSV and JSON exactly', async () => {
  await fc.assert(
    // More than a piece of an export.
    fc.asyncProperty(fc.array(anyResponse, { maxLength: 45 }).map(numbered), async (responses) => {
      const expected = responses.map(({ id, status, ...content }) => ({ id, status, content }));
      for (const file of [
        readResponseCsv(Buffer.from(textOf(responsesAsCsv(responses)))),
        readResponseJson(Buffer.from(textOf(responsesAsJson(responses)))),
      ]) {
        const { records, problems } = await checked(file);
        expect(problems).toEqual([]);
        expect(records.map(({ id, status, content }) => ({ id, status, content }))).toEqual(expected);
      }
    }),
  );
});

test('no cell of an export begins a formula', () => {
  fc.assert(
    fc.property(fc.array(anyResponse, { maxLength: 3 }).map(numbered), (responses) => {
      const cells = parse(textOf(responsesAsCsv(responses)), { bom: true }).flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }),
  );
});

test('a JSON export is the array, indented', () => {
  fc.assert(
    fc.property(fc.array(anyResponse, { maxLength: 45 }).map(numbered), (responses) => {
      expect(textOf(responsesAsJson(responses))).toBe(JSON.stringify(responses, null, 2));
    }),
  );
});

const recordsOf = (text: string) => checked(readResponseCsv(Buffer.from(text)));

test('lines of the same title and shortcut are one response with several texts, wherever they stand', async () => {
  const { records, problems } = await recordsOf(
    [
      'title,shortcut,tags,language,channel,body',
      'Greeting,Hi,a;b,en,,Hello',
      'Other,,,en,,x',
      'Greeting,hi,,es,sms,"Hola,',
      'qué tal"',
    ].join('\n'),
  );
  expect(problems).toEqual([]);
  expect(records).toMatchObject([
    {
      line: 2,
      status: null,
      content: {
        title: 'Greeting',
        shortcut: 'Hi',
        tags: ['a', 'b'],
        variants: [
          { language: 'en', channel: null, body: 'Hello' },
          { language: 'es', channel: 'sms', body: 'Hola,\nqué tal' },
        ],
      },
    },
    { line: 3, content: { title: 'Other', shortcut: null, tags: [] } },
  ]);
});

test.each([
  [';', '\r\n'],
  ['\t', '\n'],
  [',', '\r'],
])('reads files with %j between cells and %j between lines', async (delimiter, end) => {
  const { records, problems } = await recordsOf(
    [['Title ', 'LANGUAGE', 'body'], [], ['A', 'en', '"x, y; z"'], ['', '', '']]
      .map((row) => row.join(delimiter))
      .join(end),
  );
  expect(problems).toEqual([]);
  expect(records).toMatchObject([{ line: 3, content: { title: 'A', variants: [{ body: 'x, y; z' }] } }]);
});

test('tells every wrong cell by its line and column, and what it should be', async () => {
  const { problems } = await recordsOf(
    [
      'title,shortcut,category,status,language,channel,body',
      '"A\nB",two words,,,en,,x',
      ',,,,en,,x',
      'C,,,lost,english!,,x',
      'C,,sales,,es,S M S,',
      'D,,,,en,,x,too many',
    ].join('\n'),
  );
  expect(problems.map(({ line, field }) => [line, field]).sort()).toEqual(
    [
      [2, 'shortcut'],
      [4, 'title'],
      [5, 'status'],
      [5, 'language'],
      [6, 'category'],
      [6, 'channel'],
      [6, 'body'],
      [7, null],
    ].sort(),
  );
  expect(problems.find(({ field }) => field === 'status')?.message).toBe('A status is draft, published or retired.');
});

test.each([
  ['', 1, null],
  ['title,body\nA,x', 1, 'language'],
  ['title,body,language,colour\nA,x,en,red', 1, null],
  ['title,body,language,title\nA,x,en,B', 1, null],
  ['title,body,language\nA,"x,en', 2, null],
  ['title,body,language\nA,x"y",en', 2, null],
])('refuses the file %j', async (text, line, field) => {
  const { records, problems } = await recordsOf(text);
  expect(records).toEqual([]);
  expect(problems[0]).toMatchObject({ line, field });
});

const header = 'title,shortcut,language,body\n';

test('reads no more responses, rows and texts than an import may have', async () => {
  const responses = Array.from({ length: 5_001 }, (_, n) => `T${n},,en,x`).join('\n');
  expect((await recordsOf(header + responses)).problems).toEqual([
    { line: 5_002, field: null, message: 'One import takes 5000 responses: split the file here.' },
  ]);
  expect((await recordsOf(`${header}T,,en,x${'\n'.repeat(200_000)}`)).problems).toEqual([
    { line: 100_001, field: null, message: 'One import takes 100000 rows: split the file here.' },
  ]);
  const texts = Array.from({ length: 1_000 }, () => 'T,,en,x').join('\n');
  const { records, problems } = await recordsOf(header + texts);
  expect(problems[0]).toMatchObject({
    line: 402,
    message: 'The response of line 2 has more than 400 texts: keep fewer.',
  });
  expect(problems).toHaveLength(200);
  expect(records[0]?.content.variants).toHaveLength(400);
});

test('names a column that is none among thousands, and is quick about it', async () => {
  const columns = Array.from({ length: 15_000 }, (_, n) => `c${n}`).join(',');
  expect((await recordsOf(`title,language,body,${columns}\n`)).problems).toHaveLength(197);
});
