import { refused } from './task-router-error';

/** A compiled expression over JSON attributes, such as a TaskQueue's `TargetWorkers` or a Workflow filter. */
export type Expression = (attributes: Readonly<Record<string, unknown>>) => boolean;

interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'symbol';
  readonly text: string;
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
 * @throws TaskRouterError 400 when the text is no expression
 */
export function compileExpression(source: string): Expression {
  if (source.trim() === '') return () => false;
  if (source.length > MAX_LENGTH) throw refused(`Invalid expression: longer than ${MAX_LENGTH} characters`);
  const tokens = tokenize(source);
  let position = 0;
  let depth = 0;

  const peek = (): Token | undefined => tokens[position];
  const fail = (): never => {
    throw refused(`Invalid expression: unexpected ${peek()?.text ?? 'end'} in ${source}`);
  };
  const take = (): Token => {
    const token = peek() ?? fail();
    position += 1;
    return token;
  };
  const isWord = (word: string, offset = 0): boolean => {
    const token = tokens[position + offset];
    return token?.kind === 'word' && token.text.toUpperCase() === word;
  };
  const accept = (word: string): boolean => {
    if (!isWord(word)) return false;
    position += 1;
    return true;
  };
  const acceptSymbol = (symbol: string): boolean => {
    const token = peek();
    if (token?.kind !== 'symbol' || token.text !== symbol) return false;
    position += 1;
    return true;
  };
  const expectSymbol = (symbol: string): void => {
    if (!acceptSymbol(symbol)) fail();
  };

  /** What is nested deeper than the stack allows would throw something else than a refusal. */
  const nested = <Part>(parse: () => Part): Part => {
    depth += 1;
    if (depth > MAX_DEPTH) throw refused(`Invalid expression: nested deeper than ${MAX_DEPTH} levels`);
    const part = parse();
    depth -= 1;
    return part;
  };

  const parseOr = (): Expression => {
    const parts = [parseAnd()];
    while (accept('OR')) parts.push(parseAnd());
    return (attributes) => parts.some((part) => part(attributes));
  };
  const parseAnd = (): Expression => {
    const parts = [parseNot()];
    while (accept('AND')) parts.push(parseNot());
    return (attributes) => parts.every((part) => part(attributes));
  };
  const parseNot = (): Expression => {
    if (accept('NOT')) {
      const inner = nested(parseNot);
      return (attributes) => !inner(attributes);
    }
    if (acceptSymbol('(')) {
      const inner = nested(parseOr);
      expectSymbol(')');
      return inner;
    }
    return parseComparison();
  };
  const parseComparison = (): Expression => {
    const left = parseOperand();
    const negated = isWord('NOT') && isWord('IN', 1) && accept('NOT');
    const compare = comparators.get(take().text.toUpperCase()) ?? fail();
    const right = parseOperand();
    return (attributes) => compare(left(attributes), right(attributes)) !== negated;
  };
  const parseOperand = (): Operand => {
    if (acceptSymbol('[')) return parseList();
    const { kind, text } = take();
    if (kind === 'string') return constant(unquote(text));
    if (kind === 'number') return constant(Number(text));
    if (kind === 'symbol') {
      position -= 1;
      return fail();
    }
    const literal = literals.get(text.toLowerCase());
    return literal === undefined ? attributeAt(text) : constant(literal.value);
  };
  const parseList = (): Operand => {
    const items: Operand[] = [];
    while (!acceptSymbol(']')) {
      if (items.length > 0) expectSymbol(',');
      items.push(nested(parseOperand));
    }
    return (attributes) => items.map((item) => item(attributes));
  };

  const expression = parseOr();
  if (peek() !== undefined) fail();
  return expression;
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
function attributeAt(path: string): Operand {
  const keys = path.replace(/^(worker|task)\./, '').split('.');
  return (attributes) =>
    keys.reduce<unknown>(
      (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : null),
      attributes,
    );
}

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
