import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlPlanePage } from './control-plane';
import { constantsOf } from './source-index';
import { typeText } from './type-text';

const folder = mkdtempSync(join(tmpdir(), 'reference-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function sourceOf(text: string): string {
  const file = join(folder, 'source.ts');
  writeFileSync(file, text);
  return file;
}

test('a schema is told as a type, with what is said of its fields and what its checks ask besides', () => {
  const file = sourceOf(`
    const MAX = 5;
    const header = <const N extends number>(schema: N) => ({ schema: v.literal(schema) });
    /** How many. */
    export const Count = v.pipe(v.number(), v.minValue(0));
    /** A row. */
    export const Row = v.object({
      ...header(1),
      /** Names, the first is the own. */
      names: v.optional(v.pipe(v.array(v.string()), v.maxLength(MAX)), []),
      kind: v.nullable(v.picklist(['a', 'b'])),
      counts: v.objectWithRest({ default: Count }, Count),
      odd: v.somethingNew(Count),
    });`);
  const { text, uses } = typeText(constantsOf([file])).declare('Row');
  expect(text).toBe(`/** A row. */
type Row = {
  schema: 1;
  /** Names, the first is the own. */
  names?: string[]; // default [], length ≤ 5
  kind: 'a' | 'b' | null;
  counts: {
    default: Count;
    [key: string]: Count;
  };
  odd: v.somethingNew(Count);
};`);
  expect(uses).toEqual(['Count']);
});

test('a route whose path cannot be read is refused, not left out', () => {
  const routes = (path: string, says = '/** `/emulator/x` does. */') =>
    sourceOf(`${says}\nexport const xRoutes = (): Route[] => [{ method: 'GET', path: ${path}, handle: () => null }];`);
  const page = (file: string) => controlPlanePage([file], constantsOf([file]));
  expect(page(routes("'/emulator/x'"))).toContain('| `GET /emulator/x` |');
  expect(() => page(routes('pathOf(1)'))).toThrow('cannot be read');
  expect(() => page(routes("'/emulator/x'", ''))).toThrow('nothing says what its routes');
});
