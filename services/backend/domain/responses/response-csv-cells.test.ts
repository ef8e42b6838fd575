import fc from 'fast-check';
import { listCell, listOfCell } from './response-csv-cells';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', ';', '\\', '"', ',', 'a'),
    maxLength: 12,
  }),
);

test('a list of texts comes back exactly', () => {
  const item = anyText.map((text) => text.trim()).filter((text) => text !== '');
  fc.assert(
    fc.property(fc.array(item, { maxLength: 5 }), (texts) => {
      expect(listOfCell(listCell(texts))).toEqual(texts);
    }),
  );
});
