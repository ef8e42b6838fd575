import {
  ACCOUNT_PROBLEMS,
  accountProblems,
  type AccountFacts,
  type AccountProblem,
  type Reading,
} from '../domain/directory/account-problems';
import type { Logger } from '../base/log';
import type { Metrics } from '../base/metrics';
import type { Clock } from '../base/clock';
import type { AccountReadings } from './read-account';

export interface AccountWatch {
  /** Resolves after the first look, whatever it found. */
  readonly checked: Promise<void>;
  /** What the last look found. */
  problems(): readonly AccountProblem[];
  close(): void;
}

const CALM_MS = 5 * 60_000;
/** While something is wrong, so that what is put right at Twilio is noticed without a restart. */
const WRONG_MS = 15_000;

/** Looks at the account at once and then again and again; tells what changed in the log, and what is in the metrics. */
export function watchAccount(options: {
  readonly facts: Omit<AccountFacts, keyof AccountReadings>;
  readonly read: () => Promise<AccountReadings>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}): AccountWatch {
  const { facts, read, clock, log, metrics } = options;
  const unknown = { status: 'unknown' } as const;
  let readings: AccountReadings = { workspace: unknown, streamedTypes: unknown, syncService: unknown };
  let problems: readonly AccountProblem[] = [];
  let isClosed = false;
  let cancel = (): void => undefined;

  async function look(): Promise<void> {
    const found = await read().catch((error: unknown) => {
      log.error({ err: error }, 'the account was not read');
      return null;
    });
    if (isClosed) return;
    if (found !== null) tell(foundIn(found));
    cancel = clock.schedule(problems.length === 0 ? CALM_MS : WRONG_MS, () => void look());
  }

  /** What Twilio does not tell now is taken to be as it was: an outage puts nothing right, and nothing wrong. */
  function foundIn(found: AccountReadings): readonly AccountProblem[] {
    readings = {
      workspace: knownOf(readings.workspace, found.workspace),
      streamedTypes: knownOf(readings.streamedTypes, found.streamedTypes),
      syncService: knownOf(readings.syncService, found.syncService),
    };
    const outage = accountProblems({ ...facts, ...found }).filter(({ kind }) => kind === 'twilio_unreachable');
    const known = accountProblems({ ...facts, ...readings }).filter(({ kind }) => kind !== 'twilio_unreachable');
    return [...known, ...outage];
  }

  function tell(found: readonly AccountProblem[]): void {
    const kinds = new Set(found.map(({ kind }) => kind));
    const before = new Map(problems.map((problem) => [problem.kind, problem.message]));
    for (const { kind, message, isFatal } of found) {
      if (before.get(kind) !== message) log[isFatal ? 'error' : 'warn']({ problem: kind }, message);
    }
    for (const kind of before.keys()) if (!kinds.has(kind)) log.info({ problem: kind }, 'no longer wrong');
    for (const problem of ACCOUNT_PROBLEMS) metrics.accountProblems.set({ problem }, kinds.has(problem) ? 1 : 0);
    problems = found;
  }

  return {
    checked: look(),
    problems: () => problems,
    close: () => {
      isClosed = true;
      cancel();
    },
  };
}

const knownOf = <T>(before: Reading<T>, found: Reading<T>): Reading<T> => (found.status === 'unknown' ? before : found);
