import { isOrdered, type CheckoutRun } from './checkout-runs';
import { numberOf, textOf, type Moment } from './segment-event';
import { fellSilent, type Visitors } from './visitors';

export interface StepFigures {
  readonly step: number;
  /** As the run named it which began last; null when none did. */
  readonly name: string | null;
  readonly entered: number;
  readonly completed: number;
  readonly stopped: number;
}

export interface FunnelFigures {
  readonly started: number;
  readonly ordered: number;
  /** By their numbers. */
  readonly steps: readonly StepFigures[];
}

/** Where these checkouts stood at the instant `at`. */
export function funnelOf(runs: readonly CheckoutRun[], visitors: Visitors, at: number): FunnelFigures {
  const entered = runs.flatMap(({ moments }) => [...stepsOf(moments)]);
  const completed = runs.flatMap(({ moments }) => [...stepsOf(moments.filter(isCompletion))]);
  const stopped = runs.flatMap((run) => stopOf(run, visitors, at) ?? []);
  const count = (steps: readonly number[], step: number): number => steps.filter((each) => each === step).length;
  return {
    started: runs.length,
    ordered: runs.filter(({ moments }) => isOrdered(moments)).length,
    steps: [...new Set([...entered, ...stopped])]
      .sort((one, other) => one - other)
      .map((step) => ({
        step,
        name: nameOf(runs, step),
        entered: count(entered, step),
        completed: count(completed, step),
        stopped: count(stopped, step),
      })),
  };
}

function nameOf(runs: readonly CheckoutRun[], step: number): string | null {
  const named = runs.flatMap(({ moments }) => {
    const names = moments
      .filter(({ properties }) => numberOf(properties['step']) === step)
      .flatMap(({ properties }) => textOf(properties['step_name']) ?? []);
    return names.slice(-1).map((name) => ({ name, began: moments[0].at }));
  });
  return named.sort((one, other) => one.began - other.began).at(-1)?.name ?? null;
}

const isCompletion = ({ name }: Moment): boolean => name === 'Checkout Step Completed';

/** Each once, however often somebody went back to it. */
const stepsOf = (moments: readonly Moment[]): ReadonlySet<number> =>
  new Set(
    moments
      .map(({ properties }) => numberOf(properties['step']))
      .filter((step): step is number => step !== null && Number.isInteger(step) && step > 0),
  );

/** The first step that is not completed, once the visitor was silent for half an hour and there is no order. */
function stopOf({ visitor, moments }: CheckoutRun, visitors: Visitors, at: number): number | null {
  if (isOrdered(moments)) return null;
  const last = moments.at(-1) ?? moments[0];
  if (!fellSilent(visitors.momentsOf(visitor), last.at, at)) return null;
  const completed = stepsOf(moments.filter(isCompletion));
  let step = 1;
  while (completed.has(step)) step += 1;
  return step;
}
