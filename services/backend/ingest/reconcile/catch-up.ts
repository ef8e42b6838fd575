import { acceptInChunks } from '../accept-in-chunks';
import { foreignReason, type Home } from '../home';
import type { Ingest } from '../ingest';
import { eventOf, type ReceivedEvent } from '../received-event';
import type { DeadEvent } from '../normalize-callback';
import type { Database } from '../../store/database';
import { unknownEvents, wasTold } from '../../store/events';
import { readEventsUntil, recordEventsUntil } from '../../store/reconcile-state';
import type { EventFilter, ListedEvent, TaskRouterLists } from './task-router-port';

export interface CatchUpOptions {
  readonly database: Database;
  readonly lists: Pick<TaskRouterLists, 'events'>;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly home: Home;
}

/** Events that were stored because TaskRouter's list has them and no callback brought them. */
export interface CaughtUp {
  readonly events: number;
  /** Tasks, workers, queues and activities that they are about. */
  readonly resources: ReadonlySet<string>;
}

export interface CatchUp {
  /**
   * Stores every event of TaskRouter's list since the last time that is not stored yet.
   * @param at the present, in UTC milliseconds
   * @param isGap whether callbacks are known to be lost; otherwise a callback may be on its way, and is not counted as lost
   * @throws TwilioRequestError when TaskRouter does not answer; what was stored stays, and the next time goes on from there
   */
  sinceLastTime(at: number, isGap: boolean): Promise<CaughtUp>;
  /** Stores the events of one task that are not stored yet. `sinceMs`: UTC milliseconds. */
  ofTask(taskSid: string, sinceMs: number): Promise<CaughtUp>;
}

/** Events may enter the list late: each reading begins before the end of the last one. */
const OVERLAP_MS = 2 * 60_000;
/** At the first reading there is no last one. What is open from before is found by its queue. */
const FIRST_READING_MS = 60 * 60_000;
/** TaskRouter gives a callback 15 s, but an event is as good as lost to a board that waited this long for it. */
const ON_ITS_WAY_MS = 10_000;
const BATCH = 100;

const NOTHING: CaughtUp = { events: 0, resources: new Set() };

/** Reads what callbacks did not bring from TaskRouter's list of events, in which every event is kept for 30 days. */
export function createCatchUp({ database: { kysely: db }, lists, ingest, home }: CatchUpOptions): CatchUp {
  async function read(filter: EventFilter, isGap: boolean): Promise<CaughtUp & { readonly newestAtMs: number }> {
    const resources = new Set<string>();
    let [events, newestAtMs] = [0, 0];
    for await (const page of lists.events(filter)) {
      newestAtMs = page.reduce((newest, { atMs }) => Math.max(newest, atMs), newestAtMs);
      for (const missing of await storeMissing(page)) {
        if (!isGap && missing.atMs > newestAtMs - ON_ITS_WAY_MS) continue;
        events += 1;
        resources.add(missing.resourceSid);
      }
    }
    return { events, resources, newestAtMs };
  }

  async function storeMissing(page: readonly ListedEvent[]): Promise<readonly MissingEvent[]> {
    const listed = page.map((event) => readListed(event, home));
    const readable = listed.filter((event): event is MissingEvent => !isUnusable(event));
    const missing = (await unknownEvents(db, readable)).sort((a, b) => a.atMs - b.atMs);
    // Those that cannot be used are kept raw, once, as callbacks are.
    const stored = [...listed.filter(isUnusable), ...missing];
    await acceptInChunks(
      ingest,
      stored.map(({ received }) => received),
      BATCH,
    );
    return missing;
  }

  return {
    sinceLastTime: async (at, isGap) => {
      const lastMs = await readEventsUntil(db);
      const isNew = lastMs === null && !(await wasTold(db));
      const untilMs = lastMs ?? at - FIRST_READING_MS;
      const { newestAtMs, ...caughtUp } = await read({ sinceMs: untilMs - OVERLAP_MS }, isGap);
      // By TaskRouter's own clock, not by ours: what happens from now on is dated by it.
      await recordEventsUntil(db, Math.max(untilMs, newestAtMs));
      // What happened before this backend first ran was nobody's to tell it.
      return isNew ? NOTHING : caughtUp;
    },
    ofTask: (taskSid, sinceMs) => read({ taskSid, sinceMs: sinceMs - OVERLAP_MS }, true),
  };
}

interface MissingEvent {
  readonly resourceSid: string;
  readonly sid: string;
  readonly atMs: number;
  readonly received: ReceivedEvent;
}

interface UnusableEvent extends DeadEvent {
  readonly received: ReceivedEvent;
}

function readListed({ atMs, form }: ListedEvent, home: Home): MissingEvent | UnusableEvent {
  const received: ReceivedEvent = { source: 'events-list', form };
  const dead = foreignReason(received, home);
  const event = dead === null ? eventOf(received, atMs) : { dead };
  return 'dead' in event ? { ...event, received } : { resourceSid: event.resourceSid, sid: event.sid, atMs, received };
}

const isUnusable = (event: MissingEvent | UnusableEvent): event is UnusableEvent => 'dead' in event;
