import { within, type Clock } from '../base/clock';
import type { OutboxState } from '../store/outbox/outbox-state';
import type { Trouble } from '../base/store-unavailable';
import type { ReadinessCheck } from './health-routes';

export interface ReadinessOptions {
  readonly clock: Clock;
  /**
   * How far the outbox is. Asking proves that the database answers. What counts is what moves: an object that fails for
   * ever is no reason to send nobody here while others are written, and what has low priority takes minutes anyway.
   */
  readonly outboxState: () => Promise<Pick<OutboxState, 'watched' | 'writtenAt'>>;
  /** Why the database cannot store events, as it was found without this question. */
  readonly trouble: () => Trouble | null;
  readonly phase: () => 'starting' | 'running' | 'draining';
  /** What is wrong with the installation, so that nothing can work; empty when nothing is. */
  readonly faults: () => readonly string[];
}

const DATABASE_LIMIT_MS = 1_000;
/** So long may something wait, and so long may nothing be written meanwhile. */
const STANDSTILL_MS = 30_000;

/** The conditions of `/readyz`, cheapest first. */
export function createReadiness(options: ReadinessOptions): ReadinessCheck {
  const { clock, outboxState, trouble, phase, faults } = options;
  return async () => {
    if (phase() === 'draining') return ['it is shutting down'];
    if (phase() === 'starting') return ['it is still starting', ...faults(), ...inWords(trouble())];
    return [...faults(), ...(await storeReasons())];
  };

  async function storeReasons(): Promise<string[]> {
    const known = inWords(trouble());
    if (known.length > 0) return known;
    // A failed query counts as a late one: in both cases there is no database to work with.
    const asked = outboxState().catch(() => 'late' as const);
    const outbox = await within(clock, DATABASE_LIMIT_MS, asked);
    if (outbox === 'late') {
      // The question itself may be what found it out.
      const found = inWords(trouble());
      return found.length > 0 ? found : ['the database does not answer'];
    }
    const lagMs = clock.now() - (outbox.watched ?? Infinity);
    const isMoving = outbox.writtenAt !== null && clock.now() - outbox.writtenAt <= STANDSTILL_MS;
    return lagMs > STANDSTILL_MS && !isMoving
      ? [`nothing reaches Sync, which is ${Math.round(lagMs / 1_000)} s behind`]
      : [];
  }
}

function inWords(trouble: Trouble | null): string[] {
  if (trouble === null) return [];
  const { kind, reason } = trouble;
  return [kind === 'full' || kind === 'read-only' ? reason : `the database does not answer: ${reason}`];
}
