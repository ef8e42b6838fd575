import { syncErrors } from './sync-error';
import type { SyncData } from './sync-model';

/** Decides whether an item's data belongs to a query's result. */
export type QueryPredicate = (data: SyncData) => boolean;

type Literal = string | number | boolean | null;
type Token =
  { readonly type: 'word' | 'symbol'; readonly text: string } | { readonly type: 'literal'; readonly value: Literal };

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
  let next = 0;
  let depth = 0;

  const peekText = (): string | null => {
    const token = tokens[next];
    return token && token.type !== 'literal' ? token.text : null;
  };
  const accept = (...texts: readonly string[]): boolean => {
    const text = peekText();
    if (text === null || !texts.includes(text.toLowerCase())) return false;
    next += 1;
    return true;
  };
  const expectSymbol = (text: string): void => {
    if (!accept(text)) throw syncErrors.invalidQuery(`expected ${text} in ${query}`);
  };

  const parseOr = (): QueryPredicate => {
    const parts = [parseAnd()];
    while (accept('or', '||')) parts.push(parseAnd());
    return (data) => parts.some((part) => part(data));
  };
  const parseAnd = (): QueryPredicate => {
    const parts = [parseTerm()];
    while (accept('and', '&&')) parts.push(parseTerm());
    return (data) => parts.every((part) => part(data));
  };
  const parseTerm = (): QueryPredicate => {
    if (accept('(')) {
      depth += 1;
      if (depth > MAX_DEPTH) throw syncErrors.invalidQuery(`nested deeper than ${MAX_DEPTH} levels`);
      const inner = parseOr();
      expectSymbol(')');
      depth -= 1;
      return inner;
    }
    const field = tokens[next++];
    const operator = tokens[next++];
    if (field?.type !== 'word') throw syncErrors.invalidQuery(`expected a field name in ${query}`);
    const test = operator && operator.type !== 'literal' ? OPERATORS.get(operator.text.toLowerCase()) : undefined;
    if (!test) throw syncErrors.invalidQuery(`expected an operator after ${field.text}`);
    const path = field.text.replace(/^data\./, '').split('.');
    const expected = parseValue();
    return (data) => test(valueAt(data, path), expected);
  };
  const parseValue = (): Literal | readonly Literal[] => {
    if (!accept('[')) return parseLiteral();
    const values: Literal[] = [];
    while (!accept(']')) {
      if (values.length > 0) expectSymbol(',');
      values.push(parseLiteral());
    }
    return values;
  };
  const parseLiteral = (): Literal => {
    const token = tokens[next++];
    if (token?.type !== 'literal') throw syncErrors.invalidQuery(`expected a value in ${query}`);
    return token.value;
  };

  const predicate = parseOr();
  if (next < tokens.length) throw syncErrors.invalidQuery(`unexpected text after a complete expression in ${query}`);
  return predicate;
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
