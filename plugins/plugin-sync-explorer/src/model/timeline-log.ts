import type { ExplorerKind, SyncActivityEntry, SyncDeed } from '@flex-sync-suite/shared/contract';

/** Writes to Sync, the newest first. */
export type TimelineLog = readonly SyncActivityEntry[];

export const MAX_ENTRIES = 10_000;

/** Adds what came after; the oldest go when there are more than 10,000. @param newer the newest first */
export function withNewer(log: TimelineLog, newer: TimelineLog): TimelineLog {
  const [newest] = log;
  const fresh = newest === undefined ? newer : newer.filter((each) => isLater(each, newest));
  return fresh.length === 0 ? log : [...fresh, ...log].slice(0, MAX_ENTRIES);
}

/** Ids are whole numbers, larger than those of JavaScript. */
const isLater = ({ id: one }: SyncActivityEntry, { id: other }: SyncActivityEntry): boolean =>
  one.length === other.length ? one > other : one.length > other.length;

/** What of it is shown; null of a field takes all. */
export interface TimelineFilter {
  /** SID of an object. */
  readonly sid: string | null;
  readonly kind: ExplorerKind | null;
  /** A part of it. */
  readonly identity: string;
  readonly deed: SyncDeed | null;
}

export const filtered = (log: TimelineLog, { sid, kind, identity, deed }: TimelineFilter): TimelineLog =>
  sid === null && kind === null && identity === '' && deed === null
    ? log
    : log.filter(
        (entry) =>
          (sid === null || entry.sid === sid) &&
          (kind === null || entry.kind === kind) &&
          (deed === null || entry.deed === deed) &&
          entry.identity.toLowerCase().includes(identity.toLowerCase()),
      );

/** The entries that a replay has come to, the newest first. @param playedMs of the span, at the speed of the replay */
export function playedUntil(span: TimelineLog, playedMs: number): TimelineLog {
  const oldest = span[span.length - 1];
  if (oldest === undefined) return [];
  const until = Date.parse(oldest.at) + playedMs;
  const first = span.findIndex(({ at }) => Date.parse(at) <= until);
  return first === -1 ? [] : span.slice(first);
}

/** Names of the columns and the entries' fields, for a file. */
export const timelineLines = (log: TimelineLog): readonly (readonly (string | number)[])[] => [
  FIELDS,
  ...log.map((entry) => FIELDS.map((field) => entry[field] ?? '')),
];

const FIELDS = [
  'id',
  'at',
  'deed',
  'kind',
  'uniqueName',
  'sid',
  'itemKey',
  'identity',
  'revision',
  'bytes',
  'status',
  'serviceSid',
] as const satisfies readonly (keyof SyncActivityEntry)[];
