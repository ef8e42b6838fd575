import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import type { TaskContext, TaskContextSource } from '@flex-sync-suite/shared/flex';
import { onDemand, type Source } from '@flex-sync-suite/shared/observable';
import { firedRules, nextChangeAt, NONE_FIRED, type FiredRule } from '../model/context-rules';
import type { RuleStore } from './response-rules';

/** What fires now. */
export interface Fired {
  /** The same array until something else fires. */
  readonly rules: readonly FiredRule[];
  /** How the instants of reasons are read. */
  readonly clock: TaskContext['clock'];
  /** Whether anything could fire on this page at all. */
  readonly isPossible: boolean;
}

/**
 * The rules that fire for the customer of the selected task. Without a plugin that knows customers nobody is asked for
 * rules, and without rules nobody for a customer; nor is anybody while nobody is subscribed.
 */
export interface FiredRules extends Source<Fired> {
  /** Asks for the rules, where another plugin knows customers: call it for each task. */
  readonly request: () => void;
}

export interface FiredRulesOptions {
  readonly offered: Source<TaskContextSource | null>;
  readonly rules: RuleStore;
  /** Default: the browser's clock. */
  readonly now?: () => number;
}

const BROWSER_CLOCK: TaskContext['clock'] = { offsetMs: 0, frozenAt: null };
const NOTHING: Fired = { rules: NONE_FIRED, clock: BROWSER_CLOCK, isPossible: false };

export function createFiredRules({ offered, rules, now = Date.now }: FiredRulesOptions): FiredRules {
  const read = createReader(now);
  const source = (): TaskContextSource | null => (rules.getSnapshot().length === 0 ? null : offered.getSnapshot());
  // Read anew each time: what is offered is of the task that is selected at this moment, before anybody tells so.
  const getSnapshot = (): Fired => read(rules.getSnapshot(), source()).fired;

  const request = (): void => {
    if (offered.getSnapshot() !== null) rules.request();
  };

  function start(tell: () => void): () => void {
    let followed: TaskContextSource | null = null;
    let stopFollowing: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function look(): void {
      const wanted = source();
      if (wanted !== followed) {
        stopFollowing?.();
        followed = wanted;
        stopFollowing = wanted?.subscribe(onChange);
      }
      clearTimeout(timer);
      const { changesInMs } = read(rules.getSnapshot(), wanted);
      if (changesInMs !== null) timer = setTimeout(onChange, changesInMs);
    }
    function onChange(): void {
      look();
      tell();
    }
    const stopOffered = offered.subscribe(() => {
      request();
      onChange();
    });
    const stopRules = rules.subscribe(onChange);
    look();
    return () => {
      for (const stop of [stopOffered, stopRules, stopFollowing]) stop?.();
      clearTimeout(timer);
    };
  }

  return { ...onDemand({ getSnapshot, start }), request };
}

interface Reading {
  readonly fired: Fired;
  /** Until something else may fire although nothing is told; null for never. */
  readonly changesInMs: number | null;
}

/** The same answer while it says the same: it is asked at every render. */
function createReader(
  now: () => number,
): (rules: readonly ResponseRule[], source: TaskContextSource | null) => Reading {
  let last = NOTHING;
  return (rules, source) => {
    const context = source?.getSnapshot() ?? null;
    const clock = context?.clock ?? BROWSER_CLOCK;
    const at = clock.frozenAt ?? now() + clock.offsetMs;
    const fired = firedRules(rules, context, at);
    const isSameRules = JSON.stringify(fired) === JSON.stringify(last.rules);
    const isPossible = source !== null;
    if (!isSameRules || clock !== last.clock || isPossible !== last.isPossible) {
      last = { rules: isSameRules ? last.rules : fired, clock, isPossible };
    }
    const next = nextChangeAt(context, at);
    return { fired: last, changesInMs: next === null ? null : Math.max(0, next - at) };
  };
}
