import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `- **TW1** …` in a list, `| TR1  | …` in a table. */
const RULE = /^(?:- \*\*(?<listed>[A-Z]{2}\d+)\*\*|\| (?<tabled>[A-Z]{2}\d+) +\|)/gmu;
/** A title that begins with its rules: `'[TW1] …'`, `'[TW1, TW2] …'`. */
const TITLE = /['"`]\[(?<ids>[A-Z]{2}\d+(?:, [A-Z]{2}\d+)*)\] /gu;

const rules = [...readFileSync(join(__dirname, 'SPEC.md'), 'utf8').matchAll(RULE)].map(
  ({ groups = {} }) => groups['listed'] ?? groups['tabled'] ?? '',
);

const tested = new Set(
  readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .flatMap((file) => [...readFileSync(join(__dirname, file), 'utf8').matchAll(TITLE)])
    .flatMap(({ groups = {} }) => groups['ids']?.split(', ') ?? []),
);

test('every rule of SPEC.md has an id of its own', () => {
  expect(rules.length).toBeGreaterThan(100);
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
});

test('every rule of SPEC.md has a test whose title carries its id', () => {
  expect(rules.filter((id) => !tested.has(id))).toEqual([]);
});

test('every id in the title of a test is that of a rule', () => {
  expect([...tested].filter((id) => !rules.includes(id))).toEqual([]);
});
