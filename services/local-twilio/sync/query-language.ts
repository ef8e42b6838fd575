import { syncErrors } from './sync-error';
import type { SyncData } from './sync-model';

/** Decides whether an item's data belongs to a query's result. */
export type QueryPredicate = (data: SyncData) => boolean;

type Literal = string | number | boolean | null;
type Token =
  { readonly type: 'word' | 'symbol'; readonly text: string } | { readonly type: 'literal'; readonly value: Literal };

/** The tokens of one query, and how far they are read. */
interface Reader {
  readonly query: string;
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(-?\d+(?:\.\d+)?)(?![\w.])|(==|!=|<=|>=|<|>|&&|\|\||[()[\],])|([A-Za-z_][\w.-]*))/y;

type Test = (actual: unknown, expected: Literal | readonly Literal[]) => boolean;

const OPERATORS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['==', (actual, expected) => actual === expected],
  ['!=', (actual, expected) => actual !== expected],
  ['<', (actual, expected) => compare(actual, expected, (order) => order < 0)],
  ['<=', (actual, expected) => compare(actual, expected, (order) => order <= 0)],
  ['>', (actual, expected) => compare(actual, expected, (order) => order > 0)],
  ['>=', (actual, expected) => compare(actual, expected, (order) => order >= 0)],
  ['in', (actual, expected) => isOneOf(actual, expected)],
  ['not_in', (actual, expected) => !isOneOf(actual, expected)],
  [
    'contains',
    (actual, expected) =>
      typeof actual === 'string'
        ? typeof expected === 'string' && actual.includes(expected)
        : Array.isArray(actual) && actual.includes(expected),
  ],
]);

const MAX_LENGTH = 10_000;
const MAX_DEPTH = 100;

/**
 * Compiles a live query such as `data.attributes.team == "EMEA" && (data.age > 3 || data.state in ["a", "b"])`
 * (https://www.twilio.com/docs/sync/live-query). The empty query matches everything. `data.` may be left out.
 *
 * @throws SyncError 400/54507 when the query cannot be parsed
 */
export function parseQuery(query: string): QueryPredicate {
  if (query.length > MAX_LENGTH) throw syncErrors.invalidQuery(`longer than ${MAX_LENGTH} characters`);
  const tokens = tokenize(query);
  if (tokens.length === 0) return () => true;
  const reader: Reader = { query, tokens, next: 0, depth: 0 };
  const predicate = parseOr(reader);
  if (reader.next < tokens.length) {
    throw syncErrors.invalidQuery(`unexpected text after a complete expression in ${query}`);
  }
  return predicate;
}

function parseOr(reader: Reader): QueryPredicate {
  const parts = [parseAnd(reader)];
  while (accept(reader, 'or', '||')) parts.push(parseAnd(reader));
  return (data) => parts.some((part) => part(data));
}

function parseAnd(reader: Reader): QueryPredicate {
  const parts = [parseTerm(reader)];
  while (accept(reader, 'and', '&&')) parts.push(parseTerm(reader));
  return (data) => parts.every((part) => part(data));
}

function parseTerm(reader: Reader): QueryPredicate {
  if (!accept(reader, '(')) return parseComparison(reader);
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw syncErrors.invalidQuery(`nested deeper than ${MAX_DEPTH} levels`);
  const inner = parseOr(reader);
  expectSymbol(reader, ')');
  reader.depth -= 1;
  return inner;
}

function parseComparison(reader: Reader): QueryPredicate {
  const field = take(reader);
  const operator = take(reader);
  if (field?.type !== 'word') throw syncErrors.invalidQuery(`expected a field name in ${reader.query}`);
  const test = operator && operator.type !== 'literal' ? OPERATORS.get(operator.text.toLowerCase()) : undefined;
  if (!test) throw syncErrors.invalidQuery(`expected an operator after ${field.text}`);
  const path = field.text.replace(/^data\./, '').split('.');
  const expected = parseValue(reader);
  return (data) => test(valueAt(data, path), expected);
}

function parseValue(reader: Reader): Literal | readonly Literal[] {
  if (!accept(reader, '[')) return parseLiteral(reader);
  const values: Literal[] = [];
  while (!accept(reader, ']')) {
    if (values.length > 0) expectSymbol(reader, ',');
    values.push(parseLiteral(reader));
  }
  return values;
}

function parseLiteral(reader: Reader): Literal {
  const token = take(reader);
  if (token?.type !== 'literal') throw syncErrors.invalidQuery(`expected a value in ${reader.query}`);
  return token.value;
}

const take = (reader: Reader): Token | undefined => reader.tokens[reader.next++];

function accept(reader: Reader, ...texts: readonly string[]): boolean {
  const token = reader.tokens[reader.next];
  if (token === undefined || token.type === 'literal' || !texts.includes(token.text.toLowerCase())) return false;
  reader.next += 1;
  return true;
}

function expectSymbol(reader: Reader, text: string): void {
  if (!accept(reader, text)) throw syncErrors.invalidQuery(`expected ${text} in ${reader.query}`);
}

const KEYWORD_LITERALS = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  const text = query.trimEnd();
  TOKEN.lastIndex = 0;
  for (let position = 0; position < text.length; position = TOKEN.lastIndex) {
    const match = TOKEN.exec(text);
    if (!match) throw syncErrors.invalidQuery(`unexpected character at ${String(position + 1)} in ${query}`);
    const [, quoted, number, symbol, word = ''] = match;
    const keyword = KEYWORD_LITERALS.get(word.toLowerCase());
    if (quoted !== undefined) {
      tokens.push({ type: 'literal', value: quoted.slice(1, -1).replace(/\\(.)/g, '$1') });
    } else if (number !== undefined) tokens.push({ type: 'literal', value: Number(number) });
    else if (symbol !== undefined) tokens.push({ type: 'symbol', text: symbol });
    else if (keyword !== undefined) tokens.push({ type: 'literal', value: keyword });
    else tokens.push({ type: 'word', text: word });
  }
  return tokens;
}

function valueAt(data: SyncData, path: readonly string[]): unknown {
  let value: unknown = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value;
}

function compare(actual: unknown, expected: unknown, holds: (order: number) => boolean): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') return holds(actual - expected);
  if (typeof actual !== 'string' || typeof expected !== 'string') return false;
  return holds(actual < expected ? -1 : actual > expected ? 1 : 0);
}

const isOneOf = (actual: unknown, expected: unknown): boolean =>
  Array.isArray(expected) &&
  (Array.isArray(actual) ? actual.some((each) => expected.includes(each)) : expected.includes(actual));
