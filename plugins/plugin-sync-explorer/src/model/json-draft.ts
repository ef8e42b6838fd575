import { jsonOf, type JsonObject } from './json-pointer';
import { jsonErrorAt } from './json-scan';

/** What somebody wrote, and whether Sync would take it. */
export type JsonDraft =
  | { readonly kind: 'good'; readonly data: JsonObject }
  /** Both begin with 1. */
  | { readonly kind: 'no-json'; readonly line: number; readonly column: number }
  /** Sync keeps objects only. */
  | { readonly kind: 'no-object' }
  | { readonly kind: 'too-large'; readonly bytes: number };

const MAX_BYTES = 16_384;

const bytesOf = (text: string): number => new Blob([text]).size;

/**
 * Whether a value is shown as it is: the backend leaves out what nests deeper than anybody reads, and who wrote over such a
 * value would lose it.
 * @param bytes of what Sync holds; null where nobody told
 */
export const isShownWhole = (data: JsonObject, bytes: number | null): boolean =>
  bytes === null || bytesOf(jsonOf(data) ?? '') === bytes;

export function readDraft(text: string): JsonDraft {
  const at = jsonErrorAt(text);
  if (at !== null) {
    const lines = text.slice(0, at).split('\n');
    return { kind: 'no-json', line: lines.length, column: (lines[lines.length - 1]?.length ?? 0) + 1 };
  }
  const data: unknown = JSON.parse(text);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { kind: 'no-object' };
  const bytes = bytesOf(jsonOf(data) ?? text);
  return bytes > MAX_BYTES ? { kind: 'too-large', bytes } : { kind: 'good', data: data as JsonObject };
}
