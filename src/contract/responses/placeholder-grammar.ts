import { plainDefault } from './placeholder-default';
import { isKnownName, isPlaceholderWord, nameInWords } from './placeholder-names';

/**
 * `{{` name ( `|` default )? `}}`, with space around each part. `\{{` is a literal `{{`. The name is any text in one line
 * without braces and bars, so that a misspelt placeholder is still one, and holds the send, rather than reach a customer.
 * A default ends at the first `}}` and holds no `{{`: where braces nest, the inner ones count. A filter of another system
 * behind the bar is no default. Everything else, such as unclosed or empty braces, is literal text.
 *
 * Of other systems, `%{name}` and `{% tag %}` are placeholders too, and `[name]` and `{name}` when the name is one of ours or
 * of theirs: they hold the send.
 */
export type TemplatePart =
  { readonly kind: 'text'; readonly source: string; /** Without escapes. */ readonly text: string } | Placeholder;

export interface Placeholder {
  readonly kind: 'placeholder';
  /** As it was written, braces included. */
  readonly source: string;
  /** Trimmed, such as `customer.name` or `ask:Order number`. */
  readonly name: string;
  /** What a person calls it: the label of an `ask:`, else the name in words. */
  readonly label: string;
  /** True for `ask:<label>`: only the agent knows. */
  readonly isAsk: boolean;
  /** Trimmed; null without `|`, or with something else behind it than a text to fall back on. */
  readonly fallback: string | null;
}

/**
 * No two branches can match the same text, and those of other systems are short, so that hostile input takes linear time.
 * Groups: name and default of ours; name in `%{}`; tag; name in `[]`; name in `{}`.
 */
const TOKEN =
  /\\\{\{|\{\{([^{}|]*)(?:\|((?:(?!\{\{|\}\})[^])*))?\}\}|%\{([^{}\r\n]{1,80})\}|(\{%[^{}\r\n]{1,200}%\})|\[([^[\]{}\r\n]{1,80})\]|\{([^{}%\r\n]{1,80})\}/g;
const ESCAPED = '\\{{';
const ASK = 'ask:';

/** The parts in order; {@link printTemplate} gives the same text back, whatever it was. */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literalFrom = 0;
  for (const match of text.matchAll(TOKEN)) {
    const placeholder = placeholderIn(match);
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

export function templateWarnings(text: string): readonly TemplateWarning[] {
  const warnings: TemplateWarning[] = [];
  let at = 0;
  for (const part of parseTemplate(text)) {
    if (part.kind === 'text') warnings.push(...literalWarnings(part.source, at));
    else if (!isKnownName(part.name) || isFilter(part)) warnings.push({ kind: 'unknown', at, source: part.source });
    at += part.source.length;
  }
  return warnings;
}

/** Something stands behind the bar, and it is no default. */
const isFilter = ({ source, fallback }: Placeholder): boolean => fallback === null && source.includes('|');

function literalWarnings(source: string, offset: number): TemplateWarning[] {
  return [...source.matchAll(/\\\{\{|\{\{\s*(?:\}\})?/g)]
    .filter(([found]) => found !== ESCAPED)
    .map((match) => ({
      kind: match[0].endsWith('}}') ? 'empty' : 'unclosed',
      at: offset + match.index,
      source: match[0],
    }));
}

function placeholderIn(match: RegExpExecArray): Placeholder | null {
  const [source, name, behind, percent, tag, bracketed, braced] = match;
  if (source === ESCAPED) return null;
  const word = bracketed ?? braced;
  if (word !== undefined) return isPlaceholderWord(word) ? placeholderOf(source, word, undefined) : null;
  return placeholderOf(source, name ?? percent ?? tag ?? '', behind);
}

function placeholderOf(source: string, rawName: string, rawFallback: string | undefined): Placeholder | null {
  const name = rawName.trim();
  if (name === '' || /[\r\n\u2028\u2029]/.test(name)) return null;
  const isAsk = name.startsWith(ASK);
  const label = isAsk ? name.slice(ASK.length).trim() : nameInWords(name);
  return {
    kind: 'placeholder',
    source,
    name,
    label: label === '' ? name : label,
    isAsk,
    fallback: rawFallback === undefined ? null : plainDefault(rawFallback, isKnownName(name)),
  };
}

const literal = (source: string): TemplatePart => ({
  kind: 'text',
  source,
  text: source.replaceAll(ESCAPED, '{{'),
});
