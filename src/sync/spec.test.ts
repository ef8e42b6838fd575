import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The layers that the rules are about. */
const SOURCE = join(__dirname, '..');
/** `- **R9 …**` in the list of rules. */
const RULE = /^- \*\*(R\d+)\b/gmu;
/** A title that begins with its rules: `'[R5] [R6] …'`. */
const TITLE = /['"`]((?:\[R\d+\] )+)/gu;

const rules = [...readFileSync(join(__dirname, 'SPEC.md'), 'utf8').matchAll(RULE)].map(([, id = '']) => id);
const tested = new Set(
  readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/u.test(file) && !file.includes('node_modules'))
    .flatMap((file) => [...readFileSync(join(SOURCE, file), 'utf8').matchAll(TITLE)])
    .flatMap(([, ids = '']) => ids.match(/R\d+/gu) ?? []),
);

it('every rule of SPEC.md has an id of its own, and no line of the list goes without', () => {
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
  expect(readFileSync(join(__dirname, 'SPEC.md'), 'utf8').match(/^- /gmu)).toHaveLength(rules.length);
});

it('every rule of SPEC.md has a test whose title carries its id', () => {
  expect(rules.filter((id) => !tested.has(id))).toEqual([]);
});

it('every id in the title of a test is that of a rule', () => {
  expect([...tested].filter((id) => !rules.includes(id))).toEqual([]);
});
