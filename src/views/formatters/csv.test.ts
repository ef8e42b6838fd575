import fc from 'fast-check';
import { csvOf } from './csv';

it('quotes every cell, so that commas, quotes and line ends stay in it', () => {
  expect(csvOf([['name', 'waiting'], ['Sales, "EMEA"\nnorth', 1234.5], []])).toBe(
    '\uFEFF"name","waiting"\r\n"Sales, ""EMEA""\nnorth","1234.5"\r\n\r\n',
  );
});

it('begins no cell with a formula, whatever was typed', () => {
  expect(csvOf([['=HYPERLINK("x")']])).toBe(`\uFEFF"'=HYPERLINK(""x"")"\r\n`);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(csvOf([[text]])).not.toMatch(/^\uFEFF"[=+\-@]/);
    }),
  );
});
