import type { PortableResponse } from '@flex-sync-suite/shared/contract';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readResponseCsv, writeResponseCsv } from './response-csv';
import { checkRecords, readResponseJson } from './response-file';

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

const numbered = (responses: readonly Omit<PortableResponse, 'id'>[]): PortableResponse[] =>
  responses.map((response, index) => ({ id: `abcdefghijkl.${String(index).padStart(12, '0')}`, ...response }));

test('whatever a response says, it comes back from CSV and JSON exactly', () => {
  fc.assert(
    fc.property(fc.array(anyResponse, { maxLength: 6 }).map(numbered), (responses) => {
      const expected = responses.map(({ id, status, ...content }) => ({ id, status, content }));
      for (const file of [
        readResponseCsv(writeResponseCsv(responses)),
        readResponseJson(JSON.parse(JSON.stringify(responses))),
      ]) {
        const { records, problems } = checkRecords(file);
        expect(problems).toEqual([]);
        expect(records.map(({ id, status, content }) => ({ id, status, content }))).toEqual(expected);
      }
    }),
  );
});

test('no cell of an export begins a formula', () => {
  fc.assert(
    fc.property(fc.array(anyResponse, { maxLength: 3 }).map(numbered), (responses) => {
      const cells = parse(writeResponseCsv(responses), { bom: true }).flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }),
  );
});

const recordsOf = (text: string) => checkRecords(readResponseCsv(text));

test('lines of the same title and shortcut are one response with several texts, wherever they stand', () => {
  const { records, problems } = recordsOf(
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
])('reads files with %j between cells and %j between lines', (delimiter, end) => {
  const { records, problems } = recordsOf(
    [['Title ', 'LANGUAGE', 'body'], [], ['A', 'en', '"x, y; z"'], ['', '', '']]
      .map((row) => row.join(delimiter))
      .join(end),
  );
  expect(problems).toEqual([]);
  expect(records).toMatchObject([{ line: 3, content: { title: 'A', variants: [{ body: 'x, y; z' }] } }]);
});

test('tells every wrong cell by its line and column, and what it should be', () => {
  const { problems } = recordsOf(
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
])('refuses the file %j', (text, line, field) => {
  const { records, problems } = recordsOf(text);
  expect(records).toEqual([]);
  expect(problems[0]).toMatchObject({ line, field });
});

test('numbers the elements of a JSON file, and takes nothing but an array', () => {
  const { records, problems } = checkRecords(
    readResponseJson([{ title: 'A', variants: [{ language: 'en', body: 'x' }] }, { title: 7 }, 'x']),
  );
  expect(records).toMatchObject([{ line: 1, id: null, content: { title: 'A', variants: [{ channel: null }] } }]);
  expect(problems.map(({ line }) => line)).toEqual([2, 2, 3]);
  expect(checkRecords(readResponseJson({})).problems).toHaveLength(1);
});
