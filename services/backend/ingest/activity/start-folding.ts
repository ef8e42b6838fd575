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
  /** Called with the keys of the Sync objects that were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

/** What other processes stored is folded as well, by whoever looks first. */
const INTERVAL_MS = 1_000;
/** Within it a page sends several events about one customer: they are one fold. */
const CONFLATION_MS = 100;
const OWNERS_AT_ONCE = 100;

/** Folds what was told of customers whenever `again` is called, and every second. */
export function startFolding({ database, clock, log, mostPublished, onMarked }: FoldingOptions): Repeated {
  let secret: string | null = null;
  return repeat({ clock, log, name: 'activity', intervalMs: INTERVAL_MS }, async (isClosed) => {
    await pause(clock, CONFLATION_MS);
    secret ??= await installationSecret(database.kysely, 'activity');
    while (!isClosed()) {
      const options = { secret, now: () => clock.now(), limit: OWNERS_AT_ONCE, mostPublished };
      const folded = await foldWithoutPoison(database, options, ({ shopId, kind }, cause) => {
        log.error({ shopId, kind, sqlState: sqlStateOf(cause) }, 'what a customer does could not be folded');
      });
      if (folded === null) return;
      if (folded.keys.length > 0) onMarked(folded.keys);
      if (folded.owners === 0) return;
    }
  });
}
