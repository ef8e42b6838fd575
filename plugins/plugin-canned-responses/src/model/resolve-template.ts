import { parseTemplate, type Placeholder } from '@flex-sync-suite/shared/contract';
import type { PlaceholderContext } from './placeholder-context';

/** A stretch of the text that the customer would get, and where it comes from. */
export type ResolvedPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'value';
      readonly text: string;
      readonly placeholder: Placeholder;
      readonly from: 'answer' | 'context' | 'default';
    }
  /** Its text is the placeholder as written: what is inserted, and what holds the send. */
  | { readonly kind: 'unresolved'; readonly text: string; readonly placeholder: Placeholder };

export interface ResolvedTemplate {
  /** All parts in a row. */
  readonly text: string;
  readonly parts: readonly ResolvedPart[];
  /** Each name once, in the order of the text. */
  readonly unresolved: readonly Placeholder[];
}

const NO_ANSWERS: ReadonlyMap<string, string> = new Map();

/**
 * Fills a text. The agent's own answer comes first, then the context, then the default of the text.
 *
 * @param answers by the placeholder's name, such as `ask:Order number`; empty ones do not count
 */
export function resolveTemplate(
  source: string,
  context: PlaceholderContext,
  answers: ReadonlyMap<string, string> = NO_ANSWERS,
): ResolvedTemplate {
  const parts = parseTemplate(source).map((part): ResolvedPart =>
    part.kind === 'text' ? { kind: 'text', text: part.text } : resolvePlaceholder(part, context, answers),
  );
  const unresolved = new Map(
    parts.flatMap((part) => (part.kind === 'unresolved' ? [[part.placeholder.name, part.placeholder] as const] : [])),
  );
  return { text: parts.map(({ text }) => text).join(''), parts, unresolved: [...unresolved.values()] };
}

function resolvePlaceholder(
  placeholder: Placeholder,
  context: PlaceholderContext,
  answers: ReadonlyMap<string, string>,
): ResolvedPart {
  const answer = answers.get(placeholder.name) ?? '';
  if (answer !== '') return { kind: 'value', text: answer, placeholder, from: 'answer' };
  const value = placeholder.isAsk ? null : context.valueOf(placeholder.name);
  if (value !== null) return { kind: 'value', text: value, placeholder, from: 'context' };
  const { fallback } = placeholder;
  // `{{name | }}` asks for nothing in place of a missing name.
  return fallback === null
    ? { kind: 'unresolved', text: placeholder.source, placeholder }
    : { kind: 'value', text: fallback, placeholder, from: 'default' };
}
