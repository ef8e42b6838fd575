import type { Clock } from '../project/clock';
import type { OldestDirty } from '../store/sync-objects';
import type { ReadinessCheck } from './health-routes';

export interface ReadinessOptions {
  readonly clock: Clock;
  /**
   * The oldest changes that are not in Sync. Asking proves that the database answers. The bulk does not count: an import
   * takes minutes, and attributes that TaskRouter refuses for good are no reason to send nobody here.
   */
  readonly oldestDirtyAt: () => Promise<OldestDirty>;
  readonly phase: () => 'starting' | 'running' | 'draining';
  /** What is wrong with the installation, so that nothing can work; empty when nothing is. */
  readonly faults: () => readonly string[];
}

const DATABASE_LIMIT_MS = 1_000;
const LAG_LIMIT_MS = 30_000;

/** The conditions of `/readyz`, cheapest first. */
export function createReadiness({ clock, oldestDirtyAt, phase, faults }: ReadinessOptions): ReadinessCheck {
  return async () => {
    if (phase() === 'draining') return ['it is shutting down'];
    if (phase() === 'starting') return ['it is still starting', ...faults()];
    return [...faults(), ...(await lagOf())];
  };

  async function lagOf(): Promise<string[]> {
    const oldest = await within(clock, DATABASE_LIMIT_MS, oldestDirtyAt());
    if (oldest === 'late') return ['the database does not answer'];
    const lagMs = oldest.watched === null ? 0 : clock.now() - oldest.watched;
    return lagMs > LAG_LIMIT_MS ? [`Sync is ${Math.round(lagMs / 1_000)} s behind the database`] : [];
  }
}

/** A failed query counts as a late one: in both cases there is no database to work with. */
async function within<T>(clock: Clock, limitMs: number, query: Promise<T>): Promise<T | 'late'> {
  let cancel = (): void => undefined;
  const limit = new Promise<'late'>((resolve) => {
    cancel = clock.schedule(limitMs, () => {
      resolve('late');
    });
  });
  try {
    return await Promise.race([query.catch(() => 'late' as const), limit]);
  } finally {
    cancel();
  }
}
