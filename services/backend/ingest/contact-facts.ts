import { readContact } from '@flex-sync-suite/shared/contract';
import type { ContactFacts, Direction } from '../domain/task-router-event';
import { storableText } from '../base/storable-text';

/** Longer texts are cut here: nobody's name or address needs more, and every row of the task would carry them. */
const MAX_TEXT_LENGTH = 256;
/** A cut number cannot be called from, so a longer line is none. */
const MAX_LINE_LENGTH = 40;

/**
 * What task attributes, as JSON text, say about a contact. Attributes that are not valid JSON count as inbound and say
 * nothing else.
 */
export function readTaskAttributes(attributes: string): { direction: Direction; contact: ContactFacts | null } {
  const parsed = parsedObject(attributes);
  if (parsed === null) return { direction: 'inbound', contact: null };
  const { direction, address, name, line, disposition } = readContact(parsed);
  return {
    direction,
    contact: {
      address: stored(address),
      name: stored(name),
      line: line !== null && line.length > MAX_LINE_LENGTH ? null : stored(line),
      disposition: stored(disposition),
    },
  };
}

function parsedObject(json: string): object | null {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

const stored = (text: string | null): string | null =>
  text === null ? null : Array.from(storableText(text)).slice(0, MAX_TEXT_LENGTH).join('');
