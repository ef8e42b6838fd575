import type { Logger } from '../../base/log';
import type { Database } from '../../store/database';
import { renewLeases } from '../../store/outbox/sync-objects';
import type { Clock } from '../../base/clock';
import type { Slots } from './slots';

export interface LeaseKeeperOptions {
  readonly db: Database['kysely'];
  readonly slots: Slots;
  readonly clock: Clock;
  readonly log: Logger;
  /** Name of the process in leases. */
  readonly owner: string;
  readonly leaseMs: number;
}

export interface LeaseKeeper {
  start(): void;
  /** To be called when nothing is under way any more. */
  close(): Promise<void>;
}

const RENEWAL_MS = 1_000;

/** Keeps what is under way ours, so that no other process begins with it while a request waits for its answer. */
export function createLeaseKeeper({ db, slots, clock, log, owner, leaseMs }: LeaseKeeperOptions): LeaseKeeper {
  let isEnded = false;
  let cancel = (): void => undefined;
  let renewing: Promise<void> = Promise.resolve();

  async function renew(): Promise<void> {
    const [keys, until] = [slots.keys(), clock.now() + leaseMs];
    try {
      const held = keys.length === 0 ? [] : await renewLeases(db, { owner, keys, until });
      for (const key of held) slots.hold(key, until);
    } catch (error) {
      log.warn({ err: error }, 'leases cannot be renewed');
    }
    schedule();
  }

  function schedule(): void {
    if (isEnded) return;
    cancel = clock.schedule(RENEWAL_MS, () => {
      renewing = renew();
    });
  }

  return {
    start: schedule,
    close: async () => {
      isEnded = true;
      cancel();
      await renewing;
    },
  };
}
