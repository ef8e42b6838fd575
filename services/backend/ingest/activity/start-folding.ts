import { pause, type Clock } from '../../base/clock';
import type { Logger } from '../../base/log';
import { repeat, type Repeated } from '../../base/repeat';
import { installationSecret } from '../../store/activity/shops';
import type { Database } from '../../store/database';
import { sqlStateOf } from '../../store/error-code';
import { foldWithoutPoison } from './fold-activity';

export interface FoldingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Products of shops in Sync at most, and pages likewise. */
  readonly mostPublished: number;
  /** Messages that wait to be committed: what was promised to nobody yet goes before what is only shown. */
  readonly waiting: () => number;
  /** Called with the keys of the Sync objects that were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

/** What other processes stored is folded as well, by whoever looks first. */
const INTERVAL_MS = 1_000;
/** Within it a page sends several events about one customer: they are one fold. */
const CONFLATION_MS = 100;
/** Few enough that whoever waits for the embedded engine's one connection does so for a fifth of a second. */
const OWNERS_AT_ONCE = 30;
/** More messages than that in the line, and senders come faster than they are stored. */
const LONG_LINE = 200;
/** Then only what agents watch is folded, for so long at most: the rest may become old, and does not stand still. */
const LONGEST_REST_MS = 2_000;

/** Folds what was told of customers whenever `again` is called, and every second. */
export function startFolding(options: FoldingOptions): Repeated {
  const { database, clock, log, mostPublished, waiting, onMarked } = options;
  let secret: string | null = null;
  return repeat({ clock, log, name: 'activity', intervalMs: INTERVAL_MS }, async (isClosed) => {
    await pause(clock, CONFLATION_MS);
    secret ??= await installationSecret(database.kysely, 'activity');
    let restUntil = clock.now() + LONGEST_REST_MS;
    while (!isClosed()) {
      const onlyWatched = waiting() > LONG_LINE && clock.now() < restUntil;
      const next = { secret, now: () => clock.now(), limit: OWNERS_AT_ONCE, onlyWatched, mostPublished };
      const folded = await foldWithoutPoison(database, next, ({ shopId, kind }, cause) => {
        log.error({ shopId, kind, sqlState: sqlStateOf(cause) }, 'what a customer does could not be folded');
      });
      if (folded === null) return;
      if (folded.keys.length > 0) onMarked(folded.keys);
      if (onlyWatched) {
        await pause(clock, CONFLATION_MS);
        continue;
      }
      if (folded.owners === 0) return;
      restUntil = clock.now() + LONGEST_REST_MS;
    }
  });
}
