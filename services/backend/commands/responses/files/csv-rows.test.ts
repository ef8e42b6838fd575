import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvRows, MalformedRow, type CsvRow } from './csv-rows';

const rowsOf = (file: string | Buffer, delimiter = ','): readonly CsvRow[] | number => {
  try {
    return [...csvRows(Buffer.from(file), delimiter)];
  } catch (error) {
    if (error instanceof MalformedRow) return error.line;
    throw error;
  }
};

/** What csv-parse makes of it; the lines are counted from the raw text of each row. */
function oracle(text: string): CsvRow[] | 'malformed' {
  try {
    const options = { bom: true, raw: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] };
    let line = 1;
    return (parse(text, options) as unknown as { record: string[]; raw: string }[]).map(({ record, raw }) => {
      const row = { line, cells: record };
      line += raw.match(/\r\n|\r|\n/g)?.length ?? 0;
      return row;
    });
  } catch (error) {
    if (error instanceof CsvError) return 'malformed';
    throw error;
  }
}

test('reads and refuses what csv-parse does', () => {
  const pieces = fc.constantFrom(
    ',',
    ',',
    '"',
    '"',
    '""',
    '\n',
    '\r\n',
    '\r',
    'a',
    'é',
    '💬',
    ' ',
    '\uFEFF',
    '","',
    '"\n"',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      const rows = rowsOf(text);
      expect(typeof rows === 'number' ? 'malformed' : rows).toEqual(oracle(text));
    }),
    { numRuns: 5_000 },
  );
});

test('names the line where a row begins whose quotes are wrong', () => {
  expect(rowsOf('a\n"b\nc",d\n"e\n,f\n')).toBe(4);
  expect(rowsOf('a\nb,c"d"')).toBe(2);
  expect(rowsOf('a\n"b"c')).toBe(2);
});

test('gives up a row that is longer than any response, whatever it is made of', () => {
  const length = 200_000;
  for (const long of ['x', ',', '""', 'é'].map((part) => part.repeat(length))) {
    for (const row of [`"${long}"`, `"${long}`, ...(long.startsWith('"') ? [] : [long])]) {
      expect(() => [...csvRows(Buffer.from(`a\n${row}\nb`), ',')]).toThrow(
        expect.objectContaining({ line: 2, message: expect.stringContaining('longer') as string }) as Error,
      );
    }
  }
});

test('refuses bytes that are no text', () => {
  expect(() => rowsOf(Buffer.from('a,\xe9,b', 'latin1'))).toThrow('UTF-8');
});
