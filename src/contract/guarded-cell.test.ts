import fc from 'fast-check';
import { guardedCell, unguardedCell } from './guarded-cell';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t1', '\r1', '\n1', '＝1', "'=1", "''@x"])('guards %j', (text) => {
  expect(guardedCell(text)).toBe(`'${text}`);
});

test.each([
  ['Hi;=1+1;bye', "Hi;'=1+1;bye"],
  ['a\t@b', "a\t'@b"],
  ['a\n- b\r\n+c', "a\n'- b\r\n'+c"],
  ["a;'=b", "a;''=b"],
  ['\t=1', "'\t'=1"],
])('guards %j where another program begins a cell', (text, cell) => {
  expect(guardedCell(text)).toBe(cell);
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
      for (const part of cell.split(/[;\t\r\n]/)) expect(part).not.toMatch(/^[=+\-@＝＋－＠]/);
    }),
  );
});
