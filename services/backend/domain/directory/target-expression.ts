import { tokenize, type Token } from './target-expression-tokens';

/** A value of a worker's attributes or of an expression. A missing key is null, as TaskRouter documents. */
type Value = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

type Condition = (attributes: unknown) => boolean;
type Operand = (attributes: unknown) => Value;

/** Result of {@link parseTargetExpression}. */
export type TargetExpression =
  | { readonly ok: true; readonly matches: (attributes: unknown) => boolean }
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
    return { ok: true, matches: condition };
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

function disjunction(reader: Reader): Condition {
  const terms = [conjunction(reader)];
  while (reader.take('OR')) terms.push(conjunction(reader));
  return (attributes) => terms.some((term) => term(attributes));
}

function conjunction(reader: Reader): Condition {
  const factors = [negation(reader)];
  while (reader.take('AND')) factors.push(negation(reader));
  return (attributes) => factors.every((factor) => factor(attributes));
}

function negation(reader: Reader): Condition {
  if (reader.take('NOT')) {
    const inner = negation(reader);
    return (attributes) => !inner(attributes);
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
  if (operator === null) return (attributes) => left(attributes) === true;
  const right = operand(reader);
  return (attributes) => operator(left(attributes), right(attributes));
}

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

function operatorOf(reader: Reader): Comparison | null {
  if (isWord(reader.peek(), 'NOT')) {
    reader.next();
    const word = reader.next();
    const negated = word.kind === 'string' ? undefined : COMPARISONS[`NOT ${word.text.toUpperCase()}`];
    if (negated === undefined) throw new SyntaxError(`"NOT ${word.text}" is no comparison`);
    return negated;
  }
  const token = reader.peek();
  const found = token === undefined || token.kind === 'string' ? undefined : COMPARISONS[token.text.toUpperCase()];
  if (found === undefined) return null;
  reader.next();
  return found;
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

const constant =
  (value: Value): Operand =>
  () =>
    value;

function list(reader: Reader): Operand {
  const items: Operand[] = [];
  if (!reader.take(']')) {
    do items.push(operand(reader));
    while (reader.take(','));
    reader.expect(']');
  }
  return (attributes) => items.map((item) => item(attributes));
}

/** A dotted path with optional array indices, such as `routing.skills` or `languages[0].name`. */
function path(first: string, reader: Reader): Operand {
  const keys: (string | number)[] = first.split('.');
  while (reader.take('[')) {
    const index = reader.next();
    if (index.kind !== 'number') throw new SyntaxError(`expected a number, found "${index.text}"`);
    reader.expect(']');
    keys.push(Number(index.text));
    const after = reader.peek();
    if (after?.kind === 'word' && after.text.startsWith('.')) keys.push(...reader.next().text.slice(1).split('.'));
  }
  return (attributes) => keys.reduce<unknown>(property, attributes) as Value;
}

function property(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
  return (value as Readonly<Record<string | number, unknown>>)[key] ?? null;
}
