import { SyncError, syncErrors } from './sync-error';
import type { Caller, SyncData, SyncKind } from './sync-model';

export const MAX_DATA_BYTES = 16 * 1024;
export const MAX_MESSAGE_BYTES = 4 * 1024;
const MAX_TTL_SECONDS = 31_536_000;
const MAX_NAME_LENGTH = 320;
const SID_SHAPE = /^[A-Z]{2}[0-9a-f]{32}$/;

export const isSid = (id: string): boolean => SID_SHAPE.test(id);

/** @throws SyncError 400/54302 */
export function parseUniqueName(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value === '' || value.length > MAX_NAME_LENGTH || isSid(value)) {
    throw syncErrors.invalidUniqueName();
  }
  return value;
}

/** @throws SyncError 400/54209 */
export function parseMapKey(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_NAME_LENGTH) throw syncErrors.invalidKey();
  return value;
}

/**
 * Seconds to live; 0 is for ever.
 * @throws SyncError 400/54011
 */
export function parseTtl(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MAX_TTL_SECONDS) {
    throw syncErrors.invalidTtl();
  }
  return value;
}

export const expiryOf = (ttlSeconds: number, nowMs: number): number | null =>
  ttlSeconds === 0 ? null : nowMs + ttlSeconds * 1000;

/** Twilio's own data, such as the statistics behind Flex's views, has no size limit. */
export const mostBytesOf = ({ unmetered = false }: Caller): number => (unmetered ? Infinity : MAX_DATA_BYTES);

/**
 * A copy of the data that nobody else holds, and its size in UTF-8.
 * @throws SyncError the kind's "data missing" code, or 413/54006 above `maxBytes`
 */
export function parseData(value: unknown, kind: SyncKind, maxBytes: number): { data: SyncData; bytes: number } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syncErrors.dataMissing(kind);
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw syncErrors.bodyTooLarge();
  return { data: JSON.parse(text) as SyncData, bytes };
}

/**
 * Value of an `If-Match` header; quotes are optional. `-1`: the item must not exist.
 * @throws SyncError 400/54003
 */
export function parseIfMatch(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const revision = value.replace(/^"(.*)"$/, '$1');
  if (!/^(-1|[0-9a-f]+)$/.test(revision)) throw new SyncError(400, 54003, 'Invalid If-Match header');
  return revision;
}
