import fc from 'fast-check';
import { parseTargetExpression } from './target-expression';

const ATTRIBUTES = {
  language: 'en',
  level: 5,
  vip: true,
  skills: ['sales', 'support'],
  routing: { skills: ['billing'], levels: { billing: 40 } },
  teams: [{ name: 'north' }],
  IN_office: true,
  empty: null,
};

function matches(expression: string, attributes: unknown = ATTRIBUTES): boolean {
  const parsed = parseTargetExpression(expression);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.matches(attributes);
}

describe('a TargetWorkers expression', () => {
  it.each([
    '1==1',
    '1 == 1.0',
    '.5 < 1',
    "language == 'en'",
    'language == "en"',
    'level >= 5 AND level <= 5 and level > 4.9',
    'vip == true',
    'vip',
    'IN_office == true',
    "skills HAS 'sales'",
    "skills has 'sales' or 1 == 2",
    'language IN ["en", \'es\']',
    "'sales' IN skills",
    "language NOT IN ['de']",
    "skills NOT HAS 'billing'",
    "routing.skills HAS 'billing'",
    'routing.levels.billing == 40',
    "skills[1] == 'support'",
    "teams[0].name == 'north'",
    "language CONTAINS 'n'",
    "missing != 'x'",
    'missing == null',
    'empty == missing',
    "NOT language == 'de'",
    "NOT (language == 'de' OR level < 3)",
    "(skills HAS 'support') AND (language == 'fr' OR language == 'en')",
    "language == 'de' AND 1 == 2 OR 1 == 1",
    "1 == 1 OR language == 'de' AND 1 == 2",
    "'it\\'s' == \"it's\"",
  ])('%s matches', (expression) => {
    expect(matches(expression)).toBe(true);
  });

  it.each([
    '1 == 2',
    "'1' == 1",
    "language == 'EN'",
    'missing > 1',
    'missing',
    'language',
    'level',
    "level > 'a'",
    "language HAS 'en'",
    "'en' IN 'en'",
    "language NOT IN 'de'",
    "skills == 'sales'",
    "skills != 'sales'",
    "skills CONTAINS 'sales'",
    'skills HAS skills',
    "missing CONTAINS 'x'",
    'constructor != null',
    '__proto__.polluted == true',
    '1 == 2 AND 1 == 1 OR 1 == 2',
  ])('%s does not match', (expression) => {
    expect(matches(expression)).toBe(false);
  });

  it.each([
    ['', 'the expression is empty'],
    ['skills HAS', 'the expression ends too early'],
    ['(1==1', 'expected ")" before "the end"'],
    ['1==1)', 'unexpected ")" at position 5'],
    ['== 1', 'unexpected "==" at position 1'],
    ["language == 'en", 'cannot read " \'en" at position 12'],
    ['a-b == 1', 'cannot read "-b == 1" at position 2'],
    ['a == 1 b', 'unexpected "b" at position 7'],
    ['AND 1 == 1', '"AND" at position 1 has nothing to its left'],
    ['a NOT LIKE 1', '"NOT LIKE" is no comparison'],
    ['['.repeat(300), 'the expression nests more than 200 deep'],
  ])('%j cannot be read, and says why', (expression, reason) => {
    expect(parseTargetExpression(expression)).toEqual({ ok: false, reason });
  });

  it('bears any attributes', () => {
    const expressions = ["skills HAS 'a'", 'a.b.c[0].d >= 3', "name IN ['x'] AND NOT a CONTAINS 'b'"];
    fc.assert(
      fc.property(fc.constantFrom(...expressions), fc.jsonValue(), (expression, attributes) => {
        expect(typeof matches(expression, attributes)).toBe('boolean');
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      'NOT',
      'AND',
      'OR',
      'HAS',
      'IN',
      '==',
      'a.b',
      '1',
      "'x'",
      ',',
      '\\',
      '"',
      '-',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((all) => all.join(' ')),
          fc.string(),
        ),
        (text) => {
          expect(typeof parseTargetExpression(text).ok).toBe('boolean');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is refused beyond ten thousand characters', () => {
    expect(parseTargetExpression(`1==1 ${'OR 1==1 '.repeat(2_000)}`)).toMatchObject({ ok: false });
  });
});

describe('what a TargetWorkers expression asks for', () => {
  const asksFor = (expression: string): string[] => {
    const parsed = parseTargetExpression(expression);
    return parsed.ok ? parsed.asksFor.map(({ attribute, value }) => `${attribute}=${value ?? '*'}`) : [parsed.reason];
  };

  it.each([
    ['1==1', []],
    ["skills HAS 'billing'", ['skills=billing']],
    ["'billing' IN skills", ['skills=billing']],
    ['routing.languages[0].name == "de"', ['routing.languages[0].name=de']],
    ["language IN ['de', 'en', 'de']", ['language=de', 'language=en']],
    ['vip AND level >= 5', ['vip=true', 'level=5']],
    ['site == home.site', ['site=*', 'home.site=*']],
    ["note CONTAINS 'skills HAS sales'", ['note=skills HAS sales']],
    ["skills HAS 'a' AND (skills HAS 'b' OR skills HAS 'a')", ['skills=a', 'skills=b']],
    // What it excludes does not describe the queue.
    ["skills NOT HAS 'a' AND team != 'b' AND site NOT IN ['c'] AND NOT skills HAS 'd'", []],
    ["NOT (skills HAS 'a' OR NOT skills HAS 'b')", ['skills=b']],
    ["NOT team != 'b'", ['team=b']],
  ])('of %s is %j', (expression, expected) => {
    expect(asksFor(expression)).toEqual(expected);
  });
});
