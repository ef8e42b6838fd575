import { foreignDefault, plainDefault } from './placeholder-default';
import { parseTemplate, type Placeholder } from './placeholder-grammar';
import { isKnownName, ourNameFor } from './placeholder-names';

/** A placeholder that nothing fills. */
export interface ForeignPlaceholder {
  /** UTF-16 units from the beginning of the text. */
  readonly at: number;
  readonly source: string;
  /** The same in ours; null where we have nothing of the kind. */
  readonly ours: string | null;
}

/** Every placeholder of a text that another system would fill and we do not, in order. */
export function foreignPlaceholders(text: string): readonly ForeignPlaceholder[] {
  const found: ForeignPlaceholder[] = [];
  let at = 0;
  for (const part of parseTemplate(text)) {
    if (part.kind === 'placeholder' && !isOurs(part)) {
      found.push({ at, source: part.source, ours: inOurs(part) });
    }
    at += part.source.length;
  }
  return found;
}

/** The text with ours in place of each placeholder that has one. */
export const withOurPlaceholders = (text: string): string =>
  parseTemplate(text)
    .map((part) => (part.kind === 'text' || isOurs(part) ? part.source : (inOurs(part) ?? part.source)))
    .join('');

/** Written as we write it, and filled by something, or by a default of its own. */
const isOurs = ({ source, name, fallback }: Placeholder): boolean =>
  source.startsWith('{{') && (fallback !== null || (isKnownName(name) && !source.includes('|')));

function inOurs({ source, name }: Placeholder): string | null {
  const ours = isKnownName(name) ? name : ourNameFor(name);
  if (ours === null) return null;
  const bar = source.indexOf('|');
  const behind = bar === -1 ? '' : source.slice(bar + 1, -2);
  const text = foreignDefault(behind) ?? (bar === -1 ? null : plainDefault(behind, true));
  return text === null || text.trim() === '' ? `{{${ours}}}` : `{{${ours} | ${text}}}`;
}
