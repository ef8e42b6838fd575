import { refusalOf } from '../testing/task-router-bench';
import { compileExpression } from './expression';

const worker = {
  level: 3,
  name: 'Ana "A" O\'Neil',
  languages: ['en', 'es'],
  routing: { skills: ['sales', 'vip'] },
  vip: true,
};

test.each([
  ['1==1', true],
  ['', false],
  ['routing.skills HAS "sales"', true],
  ["routing.skills HAS 'billing'", false],
  ['worker.routing.skills has "vip"', true],
  ['level >= 3 AND level < 4', true],
  ['level > 3 OR languages HAS "es"', true],
  ['NOT languages HAS "es"', false],
  ['NOT (level == 3 AND vip == false)', true],
  ['level IN [1, 3, 5]', true],
  ['level NOT IN [1, 3, 5]', false],
  ['"es" IN languages', true],
  ['name CONTAINS "O\'Neil"', true],
  ['name == "Ana \\"A\\" O\'Neil"', true],
  ['level == "3"', true],
  ['missing == null', true],
  ['missing.deeper != "x"', true],
  ['missing > 1', false],
  ['level == 1 OR level == 2 OR level == 3 AND vip == true', true],
  ['__proto__ == null', true],
])('[TR2] %s is %s', (expression, expected) => {
  expect(compileExpression(expression)(worker)).toBe(expected);
});

test.each(['level ==', '== 3', 'level 3', '(level == 3', 'level == 3)', 'a ~ b', 'level == [1', 'HAS HAS HAS HAS'])(
  '[TR2] refuses %s with 400/20001',
  (expression) => {
    expect(refusalOf(() => compileExpression(expression))).toEqual({ status: 400, code: 20001 });
  },
);

test.each([
  ['parentheses', `${'('.repeat(5_000)}1==1${')'.repeat(5_000 - 10)}`],
  ['negations', `${'NOT '.repeat(2_000)}1==1`],
  ['lists', `a IN ${'['.repeat(5_000)}`],
])('[TR2] %s nested deeper than the stack is deep are refused, not an error of ours', (_what, source) => {
  expect(refusalOf(() => compileExpression(source))).toEqual({ status: 400, code: 20001 });
});

test('[TR2] a long chain is understood, an endless one is refused', () => {
  const chain = (links: number): string => Array.from({ length: links }, () => 'a==1').join(' OR ');
  expect(compileExpression(chain(1_000))({ a: 1 })).toBe(true);
  expect(refusalOf(() => compileExpression(chain(100_000)))).toEqual({ status: 400, code: 20001 });
});
