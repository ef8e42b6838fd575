import type { AskedAttribute } from '@flex-sync-suite/shared/contract';
import { tokenize, type Token } from './target-expression-tokens';

/** A value of a worker's attributes or of an expression. A missing key is null, as TaskRouter documents. */
type Value = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

interface Condition {
  readonly isMet: (attributes: unknown) => boolean;
  readonly asked: readonly AskedAttribute[];
  /** What is asked for where the condition is negated. */
  readonly excluded: readonly AskedAttribute[];
}

interface Operand {
  readonly valueOf: (attributes: unknown) => Value;
  /** As it is written; null for what is no attribute. */
  readonly attribute: string | null;
  /** What is written there itself. */
  readonly constants: readonly (string | number | boolean | null)[];
}

/** Result of {@link parseTargetExpression}. */
export type TargetExpression =
  | {
      readonly ok: true;
      readonly matches: (attributes: unknown) => boolean;
      /** The attributes and values that it names, each once; those that it excludes are not among them. */
      readonly asksFor: readonly AskedAttribute[];
    }
  /** `reason` says in words what could not be read; such a queue counts no eligible workers. */
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a TaskQueue's `TargetWorkers` expression (https://www.twilio.com/docs/taskrouter/expression-syntax).
 *
 * Comparisons `==`, `!=`, `<`, `<=`, `>`, `>=`, `CONTAINS` take scalars, `HAS`, `IN`, `NOT IN` take one array; the wrong
 * kind of operand makes a comparison false. `AND` binds tighter than `OR`; `NOT` and parentheses as usual. A key on its
 * own is true when the attribute is true. Keywords are read in any case.
 */
export function parseTargetExpression(text: string): TargetExpression {
  try {
    const reader = createReader(tokenize(text));
    const condition = disjunction(reader);
    const rest = reader.peek();
    if (rest !== undefined) throw new SyntaxError(`unexpected "${rest.text}" at position ${rest.at + 1}`);
    return { ok: true, matches: condition.isMet, asksFor: eachOnce(condition.asked) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return { ok: false, reason: error.message };
    throw error;
  }
}

interface Reader {
  readonly peek: (ahead?: number) => Token | undefined;
  readonly next: () => Token;
  /** Takes the next token if it is this word or symbol. */
  readonly take: (text: string) => boolean;
  readonly expect: (text: string) => void;
}

function createReader(tokens: readonly Token[]): Reader {
  let position = 0;
  const peek = (ahead = 0): Token | undefined => tokens[position + ahead];
  const next = (): Token => {
    const token = tokens[position];
    if (token === undefined) throw new SyntaxError('the expression ends too early');
    position += 1;
    return token;
  };
  const take = (text: string): boolean => {
    if (!isWord(peek(), text)) return false;
    position += 1;
    return true;
  };
  const expect = (text: string): void => {
    if (!take(text)) throw new SyntaxError(`expected "${text}" before "${peek()?.text ?? 'the end'}"`);
  };
  return { peek, next, take, expect };
}

const isWord = (token: Token | undefined, text: string): boolean =>
  token !== undefined && token.kind !== 'string' && token.text.toUpperCase() === text;

function eachOnce(asked: readonly AskedAttribute[]): readonly AskedAttribute[] {
  return [...new Map(asked.map((one) => [JSON.stringify([one.attribute, one.value]), one])).values()];
}

function disjunction(reader: Reader): Condition {
  const terms = [conjunction(reader)];
  while (reader.take('OR')) terms.push(conjunction(reader));
  return joined(terms, (attributes) => terms.some(({ isMet }) => isMet(attributes)));
}

function conjunction(reader: Reader): Condition {
  const factors = [negation(reader)];
  while (reader.take('AND')) factors.push(negation(reader));
  return joined(factors, (attributes) => factors.every(({ isMet }) => isMet(attributes)));
}

const joined = (conditions: readonly Condition[], isMet: Condition['isMet']): Condition => ({
  isMet,
  asked: conditions.flatMap(({ asked }) => asked),
  excluded: conditions.flatMap(({ excluded }) => excluded),
});

function negation(reader: Reader): Condition {
  if (reader.take('NOT')) {
    const { isMet, asked, excluded } = negation(reader);
    return { isMet: (attributes) => !isMet(attributes), asked: excluded, excluded: asked };
  }
  if (reader.take('(')) {
    const inner = disjunction(reader);
    reader.expect(')');
    return inner;
  }
  return comparison(reader);
}

function comparison(reader: Reader): Condition {
  const left = operand(reader);
  const operator = operatorOf(reader);
  if (operator === null) {
    const asked = left.attribute === null ? [] : [{ attribute: left.attribute, value: 'true' }];
    return { isMet: (attributes) => left.valueOf(attributes) === true, asked, excluded: [] };
  }
  const right = operand(reader);
  const named = [...namedBy(left, right), ...namedBy(right, left)];
  return {
    isMet: (attributes) => operator.compare(left.valueOf(attributes), right.valueOf(attributes)),
    ...(operator.isNegative ? { asked: [], excluded: named } : { asked: named, excluded: [] }),
  };
}

/** The attribute on one side, with each value that stands on the other. */
function namedBy({ attribute }: Operand, { constants }: Operand): readonly AskedAttribute[] {
  if (attribute === null) return [];
  return constants.length === 0
    ? [{ attribute, value: null }]
    : constants.map((value) => ({ attribute, value: String(value) }));
}

interface Operator {
  readonly compare: Comparison;
  /** Whether it is met by what does not have the value. */
  readonly isNegative: boolean;
}

const NEGATIVE: ReadonlySet<string> = new Set(['!=', 'NOT IN', 'NOT HAS']);

type Comparison = (left: Value, right: Value) => boolean;

const isScalar = (value: Value): value is string | number | boolean | null =>
  value === null || typeof value !== 'object';

const scalars =
  (compare: (left: string | number | boolean | null, right: string | number | boolean | null) => boolean): Comparison =>
  (left, right) =>
    isScalar(left) && isScalar(right) && compare(left, right);

const ordered = (compare: (left: string | number, right: string | number) => boolean): Comparison =>
  scalars((left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right);
    return typeof left === 'string' && typeof right === 'string' && compare(left, right);
  });

const isIn: Comparison = (left, right) => isScalar(left) && Array.isArray(right) && right.includes(left);

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '==': scalars((left, right) => left === right),
  '=': scalars((left, right) => left === right),
  '!=': scalars((left, right) => left !== right),
  '<': ordered((left, right) => left < right),
  '<=': ordered((left, right) => left <= right),
  '>': ordered((left, right) => left > right),
  '>=': ordered((left, right) => left >= right),
  CONTAINS: scalars((left, right) => left !== null && right !== null && String(left).includes(String(right))),
  HAS: (left, right) => Array.isArray(left) && isScalar(right) && left.includes(right),
  IN: isIn,
  'NOT IN': (left, right) => isScalar(left) && Array.isArray(right) && !right.includes(left),
  'NOT HAS': (left, right) => Array.isArray(left) && isScalar(right) && !left.includes(right),
};

function operatorOf(reader: Reader): Operator | null {
  if (isWord(reader.peek(), 'NOT')) {
    reader.next();
    const word = reader.next();
    const negated = word.kind === 'string' ? undefined : operatorNamed(`NOT ${word.text}`);
    if (negated === undefined) throw new SyntaxError(`"NOT ${word.text}" is no comparison`);
    return negated;
  }
  const token = reader.peek();
  const found = token === undefined || token.kind === 'string' ? undefined : operatorNamed(token.text);
  if (found === undefined) return null;
  reader.next();
  return found;
}

function operatorNamed(text: string): Operator | undefined {
  const name = text.toUpperCase();
  const compare = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  return compare === undefined ? undefined : { compare, isNegative: NEGATIVE.has(name) };
}

function operand(reader: Reader): Operand {
  const token = reader.next();
  if (token.kind === 'string') return constant(token.text);
  if (token.kind === 'number') return constant(Number(token.text));
  if (token.text === '[') return list(reader);
  if (token.kind !== 'word') throw new SyntaxError(`unexpected "${token.text}" at position ${token.at + 1}`);
  switch (token.text.toUpperCase()) {
    case 'TRUE':
      return constant(true);
    case 'FALSE':
      return constant(false);
    case 'NULL':
      return constant(null);
    case 'AND':
    case 'OR':
    case 'NOT':
    case 'HAS':
    case 'IN':
    case 'CONTAINS':
      throw new SyntaxError(`"${token.text}" at position ${token.at + 1} has nothing to its left`);
    default:
      return path(token.text, reader);
  }
}

const constant = (value: string | number | boolean | null): Operand => ({
  valueOf: () => value,
  attribute: null,
  constants: [value],
});

function list(reader: Reader): Operand {
  const items: Operand[] = [];
  if (!reader.take(']')) {
    do items.push(operand(reader));
    while (reader.take(','));
    reader.expect(']');
  }
  return {
    valueOf: (attributes) => items.map((item) => item.valueOf(attributes)),
    attribute: null,
    constants: items.flatMap(({ constants }) => constants),
  };
}

/** A dotted path with optional array indices, such as `routing.skills` or `languages[0].name`. */
function path(first: string, reader: Reader): Operand {
  const keys: (string | number)[] = first.split('.');
  let written = first;
  while (reader.take('[')) {
    const index = reader.next();
    if (index.kind !== 'number') throw new SyntaxError(`expected a number, found "${index.text}"`);
    reader.expect(']');
    keys.push(Number(index.text));
    written += `[${index.text}]`;
    const after = reader.peek();
    if (after?.kind === 'word' && after.text.startsWith('.')) {
      keys.push(...reader.next().text.slice(1).split('.'));
      written += after.text;
    }
  }
  return {
    valueOf: (attributes) => keys.reduce<unknown>(property, attributes) as Value,
    attribute: written,
    constants: [],
  };
}

function property(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
  return (value as Readonly<Record<string | number, unknown>>)[key] ?? null;
}
