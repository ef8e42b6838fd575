/** One word, number, string or symbol of an expression; `at` counts characters from 0. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'symbol';
  readonly text: string;
  readonly at: number;
}

const PATTERN =
  /\s*(?:(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+))|(?<word>\.?[A-Za-z_$][\w$]*(?:\.[A-Za-z_$\d][\w$]*)*)|(?<symbol>==|!=|<=|>=|[=<>()[\],]))/y;

/** Longest expression that is read: nobody writes more, and the parser recurses. */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 200;

/**
 * Splits a TaskRouter expression into tokens.
 * @throws SyntaxError at the first character that begins none, and for expressions beyond any sane length or nesting
 */
export function tokenize(text: string): readonly Token[] {
  if (text.length > MAX_LENGTH) throw new SyntaxError(`the expression is longer than ${MAX_LENGTH} characters`);
  const source = text.trimEnd();
  if (source.trim() === '') throw new SyntaxError('the expression is empty');
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(source)?.groups;
    if (groups === undefined) throw new SyntaxError(`cannot read "${source.slice(at, at + 10)}" at position ${at + 1}`);
    tokens.push(tokenOf(groups, at));
  }
  const nesting = tokens.filter(({ kind, text: word }) => kind !== 'string' && /^(\(|\[|not)$/i.test(word)).length;
  if (nesting > MAX_DEPTH) throw new SyntaxError(`the expression nests more than ${MAX_DEPTH} deep`);
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, at: number): Token {
  for (const kind of ['word', 'number', 'symbol'] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text, at };
  }
  const quoted = groups['string'] ?? '';
  return { kind: 'string', text: quoted.slice(1, -1).replace(/\\(.)/gs, '$1'), at };
}
