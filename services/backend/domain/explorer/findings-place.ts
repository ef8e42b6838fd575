import * as v from 'valibot';
import { jsonOf } from './page-cursor';

/** What is looked at, one after the other; those that only the suite's own service has come last. */
export const FINDINGS_PARTS = ['documents', 'maps', 'lists', 'streams', 'links', 'workers', 'outbox'] as const;
export type FindingsPart = (typeof FINDINGS_PARTS)[number];
const OF_EVERY_SERVICE = 4;

const Place = v.object({
  part: v.picklist(FINDINGS_PARTS),
  /** Key or SID that was looked at last; of `links`, the List that is being looked at. */
  at: v.pipe(v.string(), v.maxLength(400), v.regex(/^[\w.-]*$/)),
  /** Where the next page of Sync begins: a cursor, or the index of an item; null at the begin. */
  from: v.nullable(v.pipe(v.string(), v.maxLength(1_000))),
});

/** Where a search for what is wrong has come to. */
export type FindingsPlace = v.InferOutput<typeof Place>;

/** Where a part begins. */
export const beginOf = (part: FindingsPart): FindingsPlace => ({ part, at: '', from: null });

/** The begin of the part that follows; null after the last. */
export function afterPart(part: FindingsPart, isSuite: boolean): FindingsPlace | null {
  const parts = isSuite ? FINDINGS_PARTS : FINDINGS_PARTS.slice(0, OF_EVERY_SERVICE);
  const next = parts[parts.indexOf(part) + 1];
  return next === undefined ? null : beginOf(next);
}

export const encodePlace = (place: FindingsPlace): string =>
  Buffer.from(JSON.stringify([place.part, place.at, place.from])).toString('base64url');

/** @returns null for a text that no part ended with */
export function decodePlace(text: string, isSuite: boolean): FindingsPlace | null {
  const told = jsonOf(Buffer.from(text, 'base64url').toString());
  const [part, at, from] = Array.isArray(told) ? (told as unknown[]) : [];
  const parsed = v.safeParse(Place, { part, at, from });
  if (!parsed.success) return null;
  const isOfService = isSuite || FINDINGS_PARTS.indexOf(parsed.output.part) < OF_EVERY_SERVICE;
  return isOfService ? parsed.output : null;
}
