/**
 * `{{` name ( `|` default )? `}}`, with space around each part. `\{{` is a literal `{{`. The name is any text in one line
 * without braces and bars, so that a misspelt placeholder is still one, and holds the send, rather than reach a customer.
 * A default ends at the first `}}` and holds no `{{`: where braces nest, the inner ones count. Everything else, such as
 * unclosed or empty braces, is literal text.
 */
export type TemplatePart =
  { readonly kind: 'text'; readonly source: string; /** Without escapes. */ readonly text: string } | Placeholder;

export interface Placeholder {
  readonly kind: 'placeholder';
  /** As it was written, braces included. */
  readonly source: string;
  /** Trimmed, such as `customer.name` or `ask:Order number`. */
  readonly name: string;
  /** What a person calls it: the label of an `ask:`, else the name. */
  readonly label: string;
  /** True for `ask:<label>`: only the agent knows. */
  readonly isAsk: boolean;
  /** Trimmed; null without `|`. */
  readonly fallback: string | null;
}

/** No two branches can match the same text, so that hostile input takes linear time. */
const TOKEN = /\\\{\{|\{\{([^{}|]*)(?:\|((?:(?!\{\{|\}\})[^])*))?\}\}/g;
const ESCAPED = '\\{{';
const ASK = 'ask:';

/** The parts in order; {@link printTemplate} gives the same text back, whatever it was. */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literalFrom = 0;
  for (const match of text.matchAll(TOKEN)) {
    const placeholder = match[0] === ESCAPED ? null : placeholderOf(match[0], match[1] ?? '', match[2]);
    if (placeholder === null) continue;
    if (match.index > literalFrom) parts.push(literal(text.slice(literalFrom, match.index)));
    parts.push(placeholder);
    literalFrom = match.index + match[0].length;
  }
  if (literalFrom < text.length) parts.push(literal(text.slice(literalFrom)));
  return parts;
}

export const printTemplate = (parts: readonly TemplatePart[]): string => parts.map(({ source }) => source).join('');

export const placeholdersOf = (text: string): readonly Placeholder[] =>
  parseTemplate(text).filter((part): part is Placeholder => part.kind === 'placeholder');

/** What an editor warns about; the positions count UTF-16 units from 0. */
export interface TemplateWarning {
  /** `unclosed`: `{{` that begins nothing. `empty`: braces without a name. `unknown`: no such name. */
  readonly kind: 'unclosed' | 'empty' | 'unknown';
  readonly at: number;
  readonly source: string;
}

/** Names that can have a value by themselves. `task.` and `worker.` are followed by an attribute, dots lead inside. */
const PLAIN_NAMES = ['customer.name', 'customer.address', 'worker.full_name', 'queue.name', 'date', 'time'] as const;
const PATH_NAME = /^(?:task|worker)(?:\.[^.]+)+$/;

const isKnownName = (name: string): boolean =>
  PLAIN_NAMES.some((known) => known === name) || PATH_NAME.test(name) || /^ask:\s*\S/.test(name);

export function templateWarnings(text: string): readonly TemplateWarning[] {
  const warnings: TemplateWarning[] = [];
  let at = 0;
  for (const part of parseTemplate(text)) {
    if (part.kind === 'text') warnings.push(...literalWarnings(part.source, at));
    else if (!isKnownName(part.name)) warnings.push({ kind: 'unknown', at, source: part.source });
    at += part.source.length;
  }
  return warnings;
}

function literalWarnings(source: string, offset: number): TemplateWarning[] {
  return [...source.matchAll(/\\\{\{|\{\{\s*(?:\}\})?/g)]
    .filter(([found]) => found !== ESCAPED)
    .map((match) => ({
      kind: match[0].endsWith('}}') ? 'empty' : 'unclosed',
      at: offset + match.index,
      source: match[0],
    }));
}

function placeholderOf(source: string, rawName: string, rawFallback: string | undefined): Placeholder | null {
  const name = rawName.trim();
  if (name === '' || /[\r\n\u2028\u2029]/.test(name)) return null;
  const isAsk = name.startsWith(ASK);
  const label = isAsk ? name.slice(ASK.length).trim() : name;
  return {
    kind: 'placeholder',
    source,
    name,
    label: label === '' ? name : label,
    isAsk,
    fallback: rawFallback === undefined ? null : rawFallback.trim(),
  };
}

const literal = (source: string): TemplatePart => ({
  kind: 'text',
  source,
  text: source.replaceAll(ESCAPED, '{{'),
});
