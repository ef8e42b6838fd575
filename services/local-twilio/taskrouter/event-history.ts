import type { TaskRouterEvent } from './events';
import type { EngineClock } from '../base/scaled-clock';

/** An event as the Events resource remembers it: the fields of its callback, without the resources it came from. */
export interface KeptEvent {
  /** Counts events; later ones have higher numbers, over a reset, too. */
  readonly ordinal: number;
  readonly sid: string;
  readonly atMs: number;
  /** Names of the callback's form fields; events with the same fields share them. */
  readonly names: readonly string[];
  /** Values of these fields. */
  readonly values: readonly string[];
}

/** Value of one field of the callback, which not every event has. */
export const fieldOf = ({ names, values }: KeptEvent, name: string): string | undefined => values[names.indexOf(name)];

/** Some of the kept events; each bound is inclusive. */
export interface EventSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** Leaves out what happened after the event of this number. */
  readonly upTo: number;
}

export interface EventHistory {
  readonly add: (event: TaskRouterEvent) => void;
  find(sid: string): KeptEvent | undefined;
  newestFirst(span: EventSpan): readonly KeptEvent[];
  /** Number of the newest event. */
  lastOrdinal(): number;
  clear(): void;
}

/** TaskRouter keeps events for 30 days (docs.twilio.com, "Event Resource"). */
const KEPT_FOR_MS = 30 * 24 * 60 * 60_000;
/** A simulated day of a large contact centre. */
const MOST_KEPT = 200_000;

/** Remembers what happened, for as long as TaskRouter does on the engine's clock, and `most` events at the most. */
export function createEventHistory({ now }: Pick<EngineClock, 'now'>, most = MOST_KEPT): EventHistory {
  /** Oldest first: the engine's clock never goes back. */
  const events = new Map<string, KeptEvent>();
  const shapes = new Map<string, readonly string[]>();
  let ordinal = 0;

  const sharedNames = (names: readonly string[]): readonly string[] => {
    const key = names.join();
    const shared = shapes.get(key) ?? names;
    if (shared === names) shapes.set(key, names);
    return shared;
  };

  const forgetOld = (): void => {
    const expiredAtMs = now() - KEPT_FOR_MS;
    for (const event of events.values()) {
      if (events.size <= most && event.atMs >= expiredAtMs) return;
      events.delete(event.sid);
    }
  };

  return {
    add({ sid, atMs, payload }) {
      ordinal += 1;
      const names = sharedNames(Object.keys(payload));
      events.set(sid, { ordinal, sid, atMs, names, values: Object.values(payload) });
      forgetOld();
    },
    find(sid) {
      forgetOld();
      return events.get(sid);
    },
    newestFirst({ fromMs, toMs, upTo }) {
      forgetOld();
      const all = [...events.values()];
      const first = all.findLastIndex(({ atMs }) => atMs < fromMs) + 1;
      return all
        .slice(first)
        .filter((event) => event.atMs <= toMs && event.ordinal <= upTo)
        .reverse();
    },
    lastOrdinal: () => ordinal,
    clear() {
      events.clear();
    },
  };
}
