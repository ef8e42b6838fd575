import { within, type Clock } from '../project/clock';
import type { OldestDirty } from '../store/sync-objects';
import type { Trouble } from '../store/unavailable';
import type { ReadinessCheck } from './health-routes';

export interface ReadinessOptions {
  readonly clock: Clock;
  /**
   * The oldest changes that are not in Sync. Asking proves that the database answers. The bulk does not count: an import
   * takes minutes, and attributes that TaskRouter refuses for good are no reason to send nobody here.
   */
  readonly oldestDirtyAt: () => Promise<OldestDirty>;
  /** Why the database cannot store events, as it was found without this question. */
  readonly trouble: () => Trouble | null;
  readonly phase: () => 'starting' | 'running' | 'draining';
  /** What is wrong with the installation, so that nothing can work; empty when nothing is. */
  readonly faults: () => readonly string[];
}

const DATABASE_LIMIT_MS = 1_000;
const LAG_LIMIT_MS = 30_000;

/** The conditions of `/readyz`, cheapest first. */
export function createReadiness(options: ReadinessOptions): ReadinessCheck {
  const { clock, oldestDirtyAt, trouble, phase, faults } = options;
  return async () => {
    if (phase() === 'draining') return ['it is shutting down'];
    if (phase() === 'starting') return ['it is still starting', ...faults(), ...inWords(trouble())];
    return [...faults(), ...(await storeReasons())];
  };

  async function storeReasons(): Promise<string[]> {
    const known = inWords(trouble());
    if (known.length > 0) return known;
    // A failed query counts as a late one: in both cases there is no database to work with.
    const asked = oldestDirtyAt().catch(() => 'late' as const);
    const oldest = await within(clock, DATABASE_LIMIT_MS, asked);
    if (oldest === 'late') {
      // The question itself may be what found it out.
      const found = inWords(trouble());
      return found.length > 0 ? found : ['the database does not answer'];
    }
    const lagMs = oldest.watched === null ? 0 : clock.now() - oldest.watched;
    return lagMs > LAG_LIMIT_MS ? [`Sync is ${Math.round(lagMs / 1_000)} s behind the database`] : [];
  }
}

function inWords(trouble: Trouble | null): string[] {
  if (trouble === null) return [];
  const { kind, reason } = trouble;
  return [kind === 'full' || kind === 'read-only' ? reason : `the database does not answer: ${reason}`];
}
