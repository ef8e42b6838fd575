import { refused } from '../base/task-router-error';

/** A compiled expression over JSON attributes, such as a TaskQueue's `TargetWorkers` or a Workflow filter. */
export type Expression = (attributes: Readonly<Record<string, unknown>>) => boolean;

interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'symbol';
  readonly text: string;
}

/** The tokens of one expression, and how far they are read. */
interface Reader {
  readonly source: string;
  readonly sides: boolean;
  readonly tokens: readonly Token[];
  position: number;
  depth: number;
}

type Operand = (attributes: Readonly<Record<string, unknown>>) => unknown;

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(-?\d+(?:\.\d+)?)|(==|!=|<=|>=|<|>|=|\(|\)|\[|\]|,)|([\p{L}_][\p{L}\p{N}_.-]*))/uy;

const MAX_LENGTH = 10_000;
const MAX_DEPTH = 100;

/**
 * Compiles TaskRouter's expression syntax (docs.twilio.com, "Expression Syntax"): comparisons, `HAS`, `IN`, `NOT IN`,
 * `CONTAINS`, `AND`, `OR`, `NOT` and parentheses. An empty expression matches nothing but is allowed; `1==1` matches all.
 *
 * @param sides it compares two, under the keys `worker` and `task`, as a Workflow's target does; else the prefixes
 *   `worker.` and `task.` are of no account
 * @throws TaskRouterError 400 when the text is no expression
 */
export function compileExpression(source: string, { sides = false } = {}): Expression {
  if (source.trim() === '') return () => false;
  if (source.length > MAX_LENGTH) throw refused(`Invalid expression: longer than ${MAX_LENGTH} characters`);
  const reader: Reader = { source, sides, tokens: tokenize(source), position: 0, depth: 0 };
  const expression = parseOr(reader);
  if (peek(reader) !== undefined) fail(reader);
  return expression;
}

function parseOr(reader: Reader): Expression {
  const parts = [parseAnd(reader)];
  while (accept(reader, 'OR')) parts.push(parseAnd(reader));
  return (attributes) => parts.some((part) => part(attributes));
}

function parseAnd(reader: Reader): Expression {
  const parts = [parseNot(reader)];
  while (accept(reader, 'AND')) parts.push(parseNot(reader));
  return (attributes) => parts.every((part) => part(attributes));
}

function parseNot(reader: Reader): Expression {
  if (accept(reader, 'NOT')) {
    const inner = nested(reader, parseNot);
    return (attributes) => !inner(attributes);
  }
  if (acceptSymbol(reader, '(')) {
    const inner = nested(reader, parseOr);
    expectSymbol(reader, ')');
    return inner;
  }
  return parseComparison(reader);
}

function parseComparison(reader: Reader): Expression {
  const left = parseOperand(reader);
  const negated = isWord(reader, 'NOT') && isWord(reader, 'IN', 1) && accept(reader, 'NOT');
  const compare = comparators.get(take(reader).text.toUpperCase()) ?? fail(reader);
  const right = parseOperand(reader);
  return (attributes) => compare(left(attributes), right(attributes)) !== negated;
}

function parseOperand(reader: Reader): Operand {
  if (acceptSymbol(reader, '[')) return parseList(reader);
  if (peek(reader)?.kind === 'symbol') fail(reader);
  const { kind, text } = take(reader);
  if (kind === 'string') return constant(unquote(text));
  if (kind === 'number') return constant(Number(text));
  const literal = literals.get(text.toLowerCase());
  return literal === undefined ? attributeAt(text, reader) : constant(literal.value);
}

function parseList(reader: Reader): Operand {
  const items: Operand[] = [];
  while (!acceptSymbol(reader, ']')) {
    if (items.length > 0) expectSymbol(reader, ',');
    items.push(nested(reader, parseOperand));
  }
  return (attributes) => items.map((item) => item(attributes));
}

/** What is nested deeper than the stack allows would throw something else than a refusal. */
function nested<Part>(reader: Reader, parse: (reader: Reader) => Part): Part {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw refused(`Invalid expression: nested deeper than ${MAX_DEPTH} levels`);
  const part = parse(reader);
  reader.depth -= 1;
  return part;
}

const peek = ({ tokens, position }: Reader): Token | undefined => tokens[position];

function take(reader: Reader): Token {
  const token = peek(reader) ?? fail(reader);
  reader.position += 1;
  return token;
}

function isWord({ tokens, position }: Reader, word: string, offset = 0): boolean {
  const token = tokens[position + offset];
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

function accept(reader: Reader, word: string): boolean {
  if (!isWord(reader, word)) return false;
  reader.position += 1;
  return true;
}

function acceptSymbol(reader: Reader, symbol: string): boolean {
  const token = peek(reader);
  if (token?.kind !== 'symbol' || token.text !== symbol) return false;
  reader.position += 1;
  return true;
}

function expectSymbol(reader: Reader, symbol: string): void {
  if (!acceptSymbol(reader, symbol)) fail(reader);
}

function fail(reader: Reader): never {
  throw refused(`Invalid expression: unexpected ${peek(reader)?.text ?? 'end'} in ${reader.source}`);
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const { length } = source.trimEnd();
  for (let at = 0; at < length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (match === null) throw refused(`Invalid expression: unexpected character at ${at} in ${source}`);
    const [, string, number, symbol, word] = match;
    if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
  }
  return tokens;
}

const literals = new Map<string, { value: unknown }>([
  ['true', { value: true }],
  ['false', { value: false }],
  ['null', { value: null }],
]);

const constant =
  (value: unknown): Operand =>
  () =>
    value;

/** `routing.skills`, or with the prefixes `worker.` and `task.` that Workflow expressions allow. */
function attributeAt(path: string, { sides }: Reader): Operand {
  const keys = (sides ? path : path.replace(/^(worker|task)\./, '')).split('.');
  return (attributes) => valueAt(attributes, keys);
}

/** What is under these keys; null where there is nothing, as TaskRouter documents. */
export const valueAt = (attributes: unknown, keys: readonly string[]): unknown =>
  keys.reduce((value, key) => (isRecord(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null), attributes);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const unquote = (text: string): string => text.slice(1, -1).replaceAll(/\\(.)/gu, '$1');

type Comparator = (left: unknown, right: unknown) => boolean;

const equal: Comparator = (left, right) =>
  left === right || (isScalar(left) && isScalar(right) && String(left) === String(right));
const isScalar = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
const ordered =
  (test: (order: number) => boolean): Comparator =>
  (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return test(left - right);
    return typeof left === 'string' && typeof right === 'string' && test(left < right ? -1 : left > right ? 1 : 0);
  };
const has: Comparator = (list, item) => Array.isArray(list) && list.some((entry) => equal(entry, item));

const comparators = new Map<string, Comparator>([
  ['==', equal],
  ['=', equal],
  ['!=', (left, right) => !equal(left, right)],
  ['<', ordered((order) => order < 0)],
  ['<=', ordered((order) => order <= 0)],
  ['>', ordered((order) => order > 0)],
  ['>=', ordered((order) => order >= 0)],
  ['HAS', has],
  ['IN', (item, list) => has(list, item)],
  ['CONTAINS', (text, part) => typeof text === 'string' && typeof part === 'string' && text.includes(part)],
]);
