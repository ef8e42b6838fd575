import type { GuardedPool } from './guarded-pool';
import type { Trouble } from '../../base/store-unavailable';

/** What runs statements: a PostgreSQL that somebody else runs, or the embedded one. */
export interface Engine {
  readonly kind: 'embedded' | 'postgres';
  readonly pool: GuardedPool;
  /** Connections on which a statement may take as long as it needs. */
  readonly patientPool: GuardedPool;
  /** Why events cannot be stored now, as it was found without asking again; null when they can. */
  readonly trouble: () => Trouble | null;
  /**
   * Tries once to reach the database, and from then on looks after it.
   * @throws StoreUnavailable when it may be reached later
   * @throws StartError when no repetition changes that it cannot
   */
  readonly reach: () => Promise<void>;
  readonly close: () => Promise<void>;
}
