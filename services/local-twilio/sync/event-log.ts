import type { EventLog, ItemChanged } from './sync-model';

/** Events kept as they happened. Beyond it only the newest event of each key stays. */
const COMPACT_ABOVE = 1_000;
/** Keys whose newest event is kept after compaction; the oldest go first. */
const KEEP_AT_MOST = 20_000;

export function createEventLog(): EventLog {
  let events: ItemChanged[] = [];
  let compactAt = COMPACT_ABOVE;

  const compact = (): void => {
    const newest = new Map<string | number, ItemChanged>();
    for (const event of events) {
      newest.delete(event.item.key); // re-insertion keeps the map in the order of the newest events
      newest.set(event.item.key, event);
    }
    events = [...newest.values()].slice(-KEEP_AT_MOST);
    compactAt = Math.max(COMPACT_ABOVE, events.length * 2);
  };

  return {
    append(event) {
      events.push(event);
      if (events.length > compactAt) compact();
    },
    after: (id) => {
      let start = events.length;
      while (start > 0 && (events[start - 1]?.id ?? id) > id) start -= 1;
      return events.slice(start);
    },
  };
}
