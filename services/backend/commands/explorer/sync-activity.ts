import type {
  SyncActivity,
  SyncActivityEntry,
  SyncActivityQuery,
  SyncServiceSid,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { Database } from '../../store/database';
import { MOST_TIMELINE_ROWS } from '../../store/explorer/prune-timeline';
import { readTimeline, timelineEnds, type TimelineRow } from '../../store/explorer/read-timeline';
import { requireExplorer, type Caller } from '../caller';

/**
 * What was written to Sync.
 * @throws Refusal `forbidden` for a caller who may not explore, `invalid` for a range that ends before it begins
 */
export type SyncActivityQuestion = (caller: Caller, query: SyncActivityQuery) => Promise<SyncActivity>;

export interface SyncActivityOptions {
  readonly database: Database;
  readonly now: () => number;
  /** The service whose objects the timeline tells of. */
  readonly serviceSid: SyncServiceSid;
  /** How long the timeline is kept; 0 = there is none. */
  readonly hours: number;
  /** Who may ask besides admins. */
  readonly roles: readonly string[];
}

const HOUR_MS = 3_600_000;

export const createSyncActivityQuestion =
  ({ database: { kysely }, now, serviceSid, hours, roles }: SyncActivityOptions): SyncActivityQuestion =>
  async (caller, query) => {
    requireExplorer(caller, roles);
    const { from, to, after = null, before = null, limit } = query;
    if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
      throw new Refusal('invalid', 'invalid_range', 'Ask for a range whose from is before its to.');
    }
    const oldestMs = now() - hours * HOUR_MS;
    const keptSince = (ms: number): Pick<SyncActivity, 'keptSince'> => ({ keptSince: new Date(ms).toISOString() });
    if (hours === 0) return { ...keptSince(oldestMs), entries: [], hasMore: false };
    const ends = await timelineEnds(kysely);
    const rows = await readTimeline(kysely, {
      ...{ after, before, limit: limit + 1 },
      fromMs: Math.max(from === undefined ? oldestMs : Date.parse(from), oldestMs),
      toMs: to === undefined ? null : Date.parse(to),
      object: query.object ?? null,
      kind: query.kind ?? null,
      identity: query.identity ?? null,
      deed: query.deed ?? null,
    });
    const page = rows.slice(0, limit);
    const shown = after === null ? page : page.reverse();
    // Beyond the rows that there is room for, older ones are gone before their time.
    const isCut = ends !== null && ends.rows >= MOST_TIMELINE_ROWS;
    return {
      ...keptSince(isCut ? Math.max(oldestMs, ends.firstAtMs) : oldestMs),
      entries: shown.map((row) => entryOf(row, serviceSid)),
      hasMore: rows.length > limit,
    };
  };

const entryOf = ({ atMs, name, ...row }: TimelineRow, serviceSid: SyncServiceSid): SyncActivityEntry => ({
  ...{ at: new Date(atMs).toISOString(), serviceSid, uniqueName: name },
  ...row,
});
