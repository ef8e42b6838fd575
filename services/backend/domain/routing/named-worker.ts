import { tokenize, type Token } from '../directory/target-expression-tokens';

/** `task.agent_sid`: a key of the attributes itself, as what is deeper cannot be written without its neighbours. */
const OF_TASK = /^task\.([A-Za-z_]\w*)$/;

/**
 * The key of a task's attributes that names the only worker whom a workflow's target asks for, by SID: that of
 * `known_worker_sid`, or of an `expression` that demands `worker.sid == task.…`. Null for a target that names nobody so.
 */
export function namedByTask(target: {
  readonly known_worker_sid?: string | undefined;
  readonly expression?: string | undefined;
}): string | null {
  const { known_worker_sid: known, expression } = target;
  if (known !== undefined) return attributeOf(known.trim());
  if (expression === undefined) return null;
  try {
    return demanded(tokenize(expression));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const attributeOf = (text: string | undefined): string | null => OF_TASK.exec(text ?? '')?.[1] ?? null;

/** What an expression cannot be true without: one of several alternatives is not that. */
function demanded(tokens: readonly Token[]): string | null {
  const inner = unwrapped(tokens);
  if (splitAt(inner, 'OR').length > 1) return null;
  const parts = splitAt(inner, 'AND');
  if (parts.length > 1) return parts.reduce<string | null>((found, part) => found ?? demanded(part), null);
  const [left, operator, right, ...rest] = inner;
  if (rest.length > 0 || (operator?.text !== '==' && operator?.text !== '=')) return null;
  if (isWorkerSid(left)) return right?.kind === 'word' ? attributeOf(right.text) : null;
  return isWorkerSid(right) && left?.kind === 'word' ? attributeOf(left.text) : null;
}

const isWorkerSid = (token: Token | undefined): boolean => token?.kind === 'word' && token.text === 'worker.sid';

const isSymbol = ({ kind, text }: Token, symbols: string): boolean => kind === 'symbol' && symbols.includes(text);

/** Without the parentheses around all of it. */
function unwrapped(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  const isWhole = first !== undefined && isSymbol(first, '(') && closingOf(tokens) === tokens.length - 1;
  return isWhole ? unwrapped(tokens.slice(1, -1)) : tokens;
}

/** Where the first parenthesis is closed. */
function closingOf(tokens: readonly Token[]): number {
  let depth = 0;
  return tokens.findIndex((token) => {
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
    return depth === 0;
  });
}

function splitAt(tokens: readonly Token[], word: 'AND' | 'OR'): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, '([')) depth += 1;
    if (isSymbol(token, ')]')) depth -= 1;
    const isBetween = depth === 0 && token.kind === 'word' && token.text.toUpperCase() === word;
    if (isBetween) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
