import {
  serviceLevelSums,
  TREND_STEP_MS,
  TREND_STEPS,
  type QueueTrend,
  type QueueWindow,
  type ServiceLevelRule,
} from '@flex-sync-suite/shared/contract';

/** The steps of a trend in UTC milliseconds; `toMs` is when the last of them ends. */
export interface TrendBounds {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The steps of a trend that is stated for `atMs`. */
export function trendBounds(atMs: number): TrendBounds {
  const lastMs = Math.floor(atMs / TREND_STEP_MS) * TREND_STEP_MS;
  return { fromMs: lastMs - (TREND_STEPS - 1) * TREND_STEP_MS, toMs: lastMs + TREND_STEP_MS };
}

/** What a queue counted in those steps in which it counted anything, and what its service level is reckoned by. */
export interface QueueSteps {
  readonly rule: ServiceLevelRule;
  readonly steps: readonly { readonly step: number; readonly counts: QueueWindow }[];
}

type Lines = Pick<QueueTrend, 'offered' | 'answered' | 'abandoned' | 'served' | 'judged'>;

/** The counts of queues, added step by step. */
export function trendLines(queues: readonly QueueSteps[]): Lines {
  const line = (): number[] => Array<number>(TREND_STEPS).fill(0);
  const lines = { offered: line(), answered: line(), abandoned: line(), served: line(), judged: line() };
  for (const { rule, steps } of queues) {
    for (const { step, counts } of steps) {
      const { numerator, denominator } = serviceLevelSums(counts, rule);
      const added = {
        offered: counts.offered,
        answered: counts.answered,
        abandoned: counts.abandoned - counts.shortAbandoned,
        served: numerator,
        judged: denominator,
      };
      for (const name of LINES) lines[name][step] = (lines[name][step] ?? 0) + added[name];
    }
  }
  return lines;
}

const LINES = ['offered', 'answered', 'abandoned', 'served', 'judged'] as const satisfies readonly (keyof Lines)[];
