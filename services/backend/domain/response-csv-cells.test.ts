import fc from 'fast-check';
import { guardedCell, listCell, listOfCell, unguardedCell } from './response-csv-cells';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', "'=1", "''@x"])('guards %j', (text) => {
  expect(guardedCell(text)).toBe(`'${text}`);
});

test.each(['', 'a=1', "it's", "'quoted'", ' =1', '{{customer.name}}'])('leaves %j as it is', (text) => {
  expect(guardedCell(text)).toBe(text);
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', ';', '\\', '"', ',', 'a'),
    maxLength: 12,
  }),
);

test('what was guarded comes back exactly, and begins no formula', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const cell = guardedCell(text);
      expect(unguardedCell(cell)).toBe(text);
      expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});

test('a list of texts comes back exactly', () => {
  const item = anyText.map((text) => text.trim()).filter((text) => text !== '');
  fc.assert(
    fc.property(fc.array(item, { maxLength: 5 }), (texts) => {
      expect(listOfCell(listCell(texts))).toEqual(texts);
    }),
  );
});
