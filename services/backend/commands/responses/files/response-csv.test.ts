import type { PortableResponse } from '@flex-sync-suite/shared/contract';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { inTurns } from '../../../base/event-loop';
import { readResponseCsv } from './response-csv';
import { responsesAsCsv, responsesAsJson } from '../export-responses';
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

describe('what spreadsheets make of a file', () => {
  const rows = [
    ['title', 'shortcut', 'language', 'body'],
    ['Greeting', 'hi', 'en', 'Hello; you, there'],
    ['Bye', '', 'pt-BR', 'Tchau'],
  ];
  const quoted = (cell: string): string => (/[,;\t"\n|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  /** Every way to leave a file behind, in any combination. */
  const anyFile = fc
    .record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
      isTold: fc.constantFrom('no', 'sep=', 'SEP=', '"sep="'),
      mark: fc.constantFrom('', '\uFEFF'),
      blankBefore: fc.array(fc.constantFrom('', ' ', 'cells'), { maxLength: 3 }),
      blankBetween: fc.boolean(),
      emptyColumns: fc.nat({ max: 3 }),
      emptyCells: fc.nat({ max: 5 }),
      end: fc.constantFrom('', '\u001a', '\r\n\u001a', '\u001a\u001a', '\u001a\r\n'),
    })
    // A bar is separated by only where the file tells so.
    .filter(({ delimiter, isTold }) => delimiter !== '|' || isTold !== 'no');

  test('changes nothing of what it says', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (given) => {
        const { delimiter, lineEnd, isTold, blankBetween } = given;
        const told = isTold === '"sep="' ? [`"sep=${delimiter}"`] : isTold === 'no' ? [] : [`${isTold}${delimiter}`];
        const blank = given.blankBefore.map((line) => (line === 'cells' ? delimiter.repeat(3) : line));
        const lines = rows.map((cells, index) => {
          const empty = delimiter.repeat(index === 0 ? given.emptyColumns : given.emptyCells);
          return `${cells.map(quoted).join(delimiter)}${empty}`;
        });
        const text = [...told, ...blank, ...lines.flatMap((line) => (blankBetween ? [line, ''] : [line]))].join(
          lineEnd,
        );
        const { records, problems } = await recordsOf(`${given.mark}${text}${given.end}`);
        expect(problems).toEqual([]);
        expect(records.map(({ content }) => content)).toEqual([
          expect.objectContaining({
            title: 'Greeting',
            shortcut: 'hi',
            variants: [{ language: 'en', channel: null, body: 'Hello; you, there' }],
          }),
          expect.objectContaining({
            title: 'Bye',
            shortcut: null,
            variants: [{ language: 'pt-BR', channel: null, body: 'Tchau' }],
          }),
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test('a quote among tabs is a character, unless it encloses the whole cell', async () => {
    const bodies = ['Say "hi" now', '"Hi" is short', '5" pipe', 'He said "', '"Unclosed, and', '"a ""b"" c"', 'x"'];
    const text = ['title\tlanguage\tbody', ...bodies.map((body, n) => `T${n}\ten\t${body}`)].join('\r\n');
    const { records, problems } = await recordsOf(text);
    expect(problems).toEqual([]);
    expect(records.map(({ content }) => content.variants[0]?.body)).toEqual(
      bodies.map((body) => (body === '"a ""b"" c"' ? 'a "b" c' : body)),
    );
    const lines = await recordsOf('title\tlanguage\tbody\nA\ten\t"x\ty\nz"\n');
    expect(lines.records[0]?.content.variants[0]?.body).toBe('x\ty\nz');
  });

  test('a text under a column without a name is not lost without a word', async () => {
    expect((await recordsOf('title,,language,body\nA,lost,en,x')).problems).toMatchObject([{ line: 2, field: null }]);
    expect((await recordsOf('title,,language,body\nA,,en,x')).problems).toEqual([]);
  });

  test.each(['utf16le', 'utf16be'] as const)(
    '%s is refused with a sentence that helps, with a mark and without',
    async (form) => {
      for (const [mark, read] of [
        ['', readResponseCsv],
        ['\uFEFF', readResponseCsv],
        ['', readResponseJson],
        ['\uFEFF', readResponseJson],
      ] as const) {
        const text = read === readResponseCsv ? 'title,language,body\nA,en,x' : '[{"title":"A"}]';
        const file = Buffer.from(`${mark}${text}`, 'utf16le');
        const stored = form === 'utf16be' ? file.swap16() : file;
        await expect(inTurns(read(stored))).rejects.toThrow('save it as "CSV UTF-8"');
      }
    },
  );
});

describe('the names of other systems', () => {
  test.each([
    ['short_code,content\nhello,Hi', { title: 'hello', shortcut: 'hello' }, 'Hi', 4],
    ['id,account_id,short_code,content,created_at\n7,1,/hello,Hi,2026', { title: 'hello', shortcut: 'hello' }, 'Hi', 5],
    ['Title,Active,Comment/description\nHello,true,Hi', { title: 'Hello' }, 'Hi', 3],
    ['title,comment_value,locale\nHello,Hi,en_US', { title: 'Hello' }, 'Hi', 2],
    ['Macro name,Folder,Content\nHello,Sales,Hi', { title: 'Hello', category: 'Sales' }, 'Hi', 4],
  ])('in %j are read as ours, and the report says so', async (text, content, body, count) => {
    const file = await inTurns(readResponseCsv(Buffer.from(text)));
    expect(file.notes).toHaveLength(count);
    const { records, problems } = await inTurns(checkRecords(file));
    expect(problems).toEqual([]);
    expect(records).toMatchObject([{ content: { ...content, variants: [{ body }] } }]);
  });

  test('ours come first, and nothing is taken for granted in a file of ours', async () => {
    expect((await recordsOf('title,body,content,language\nA,x,y,en')).problems).toMatchObject([
      { line: 1, field: null },
    ]);
    expect((await recordsOf('title,body\nA,x')).problems).toMatchObject([{ line: 1, field: 'language' }]);
    expect((await inTurns(readResponseCsv(Buffer.from('title,language,body\nA,en,x')))).notes).toEqual([]);
  });
});

test('a shortcut with its slash and a language with an underscore are read as ours, in CSV and JSON', async () => {
  const json = [{ title: 'A', shortcut: '/hi', variants: [{ language: 'en_US', body: 'x' }] }];
  for (const file of [
    readResponseCsv(Buffer.from('title,shortcut,language,body\nA,/hi,en_US,x')),
    readResponseJson(Buffer.from(JSON.stringify(json))),
  ]) {
    const { records, problems } = await checked(file);
    expect(problems).toEqual([]);
    expect(records).toMatchObject([{ content: { shortcut: 'hi', variants: [{ language: 'en-US' }] } }]);
  }
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
