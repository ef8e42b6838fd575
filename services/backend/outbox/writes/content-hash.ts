import { createHash } from 'node:crypto';

/** Fields that move without a change of what the payload says. */
const VOLATILE_FIELDS = new Set(['v', 'asOf', 'at']);

/**
 * A hash of what a payload says: the same for two payloads that differ only in when or how often they were written, or in
 * the order of their keys (Sync does not promise to keep it).
 */
export function contentHash(payload: unknown): string {
  const content = isRecord(payload)
    ? Object.fromEntries(Object.entries(payload).filter(([name]) => !VOLATILE_FIELDS.has(name)))
    : payload;
  return createHash('sha256').update(JSON.stringify(content, withSortedKeys)).digest('base64url');
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
