import type { Clock } from './base/clock';
import type { Logger } from './base/log';
import type { Metrics } from './base/metrics';
import type { Config } from './config';
import type { Lifecycle } from './lifecycle';
import type { SyncWriter } from './outbox/sync-port';
import { createTimeline, type Timeline } from './outbox/timeline/collect-timeline';
import { recordWrites } from './outbox/timeline/record-writes';
import type { Database } from './store/database';
import { MOST_TIMELINE_ROWS } from './store/explorer/prune-timeline';
import { storeTimeline } from './store/explorer/write-timeline';

/** What is remembered of writes to Sync. */
export interface TimelineParts {
  /** Null where there is to be none. */
  readonly timeline: Timeline | null;
  /** The same writer, with what it writes told to the timeline. */
  readonly sync: SyncWriter;
  /** Says what to do when so many writes were stored that older ones may have to go. */
  readonly whenGrown: (prune: () => void) => void;
}

/** Of these the oldest are forgotten, not only of what was there an hour ago. */
const PRUNED_AFTER = MOST_TIMELINE_ROWS / 20;

interface TimelineContext {
  readonly config: Pick<Config, 'syncActivityHours'>;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'syncTimelineLost'>;
  readonly lifecycle: Pick<Lifecycle, 'onClose'>;
}

/** Begins to remember what is written to Sync. */
export function openTimeline(
  { config, log, metrics, lifecycle }: TimelineContext,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  sync: SyncWriter,
): TimelineParts {
  let [grown, prune] = [0, (): void => undefined];
  const whenGrown = (action: () => void): void => {
    prune = action;
  };
  if (config.syncActivityHours === 0) return { timeline: null, sync, whenGrown };
  const timeline = createTimeline({
    ...{ clock, log },
    store: (writes) => storeTimeline(database.kysely, writes),
    onLost: (writes) => {
      metrics.syncTimelineLost.inc(writes);
    },
    onStored: (writes) => {
      grown += writes;
      if (grown < PRUNED_AFTER) return;
      grown = 0;
      prune();
    },
  });
  lifecycle.onClose(() => timeline.close());
  return { timeline, sync: recordWrites(sync, timeline, clock), whenGrown };
}
