import { storableText } from '../../base/storable-text';
import type { Properties } from './segment-message';
import { Unusable } from './unusable';

/** Segment's own limit is 255: a longer id, cut, could be somebody else's. */
const MAX_LENGTH = 255;

/** An id that a shop gave: a text, or a number. @returns null when there is none. @throws Unusable for one that is too long */
export function toldId(id: unknown, name: string): string | null {
  if (typeof id !== 'string' && !(typeof id === 'number' && Number.isFinite(id))) return null;
  const text = storableText(String(id).trim());
  if (text.length > MAX_LENGTH) throw new Unusable(`its ${name} is longer than ${MAX_LENGTH} characters`);
  return text === '' ? null : text;
}

/** As {@link toldId}, of a property. */
export const idIn = (properties: Properties, name: string): string | null =>
  toldId(Object.hasOwn(properties, name) ? properties[name] : null, name);

/** @throws Unusable without an id */
export function requiredId(id: string | null, name: string): string {
  if (id === null) throw new Unusable(`it has no ${name}`);
  return id;
}
