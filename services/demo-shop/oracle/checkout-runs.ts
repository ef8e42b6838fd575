import { byTime } from './moments';
import { textOf, type Moment } from './segment-event';
import { fellSilent, SILENCE, type Visitors } from './visitors';

/** One purchase that somebody began. */
export interface CheckoutRun {
  readonly visitor: string;
  /** At least one, in the order of time. */
  readonly moments: readonly [Moment, ...Moment[]];
}

/** A run while it is put together. */
type OpenRun = Moment[];

const STARTED = 'Checkout Started';
const ORDERED = 'Order Completed';
const EVENTS = [
  STARTED,
  'Checkout Step Viewed',
  'Checkout Step Completed',
  'Checkout Step Failed',
  'Payment Info Entered',
  ORDERED,
];

export const isOrdered = (moments: readonly Moment[]): boolean => moments.some(({ name }) => name === ORDERED);

const idOf = ({ properties }: Moment): string | null => textOf(properties['checkout_id']);
const orderIdOf = ({ properties }: Moment): string | null => textOf(properties['order_id']);

/** Every checkout that these moments tell of, whether or not it came to an end. */
export function checkoutRuns(moments: readonly Moment[], visitors: Visitors): readonly CheckoutRun[] {
  const told = moments.filter(({ name }) => EVENTS.includes(name));
  const runs: OpenRun[] = [...new Set(told.flatMap((moment) => idOf(moment) ?? []))].map((id) =>
    told.filter((moment) => idOf(moment) === id),
  );
  const unnamed = told.filter((moment) => idOf(moment) === null);
  const starts = unnamed.filter(({ name }) => name === STARTED);
  for (const start of starts) joinNextId(start, told, runs, visitors);
  // Runs without an id are told apart by time alone, so what belongs to them is looked at in its order.
  for (const moment of unnamed.filter((each) => each.name !== STARTED)) joinOpenRun(moment, runs, visitors);
  return runs.flatMap((run) => {
    const [first, ...others] = [...run].sort(byTime);
    return first === undefined ? [] : [{ visitor: visitors.whoIs(first), moments: [first, ...others] as const }];
  });
}

/** A start without an id belongs to the checkout that its visitor's next event with one names, within half an hour. */
function joinNextId(start: Moment, told: readonly Moment[], runs: OpenRun[], visitors: Visitors): void {
  const visitor = visitors.whoIs(start);
  const next = told.find(
    (moment) => idOf(moment) !== null && byTime(start, moment) < 0 && visitors.whoIs(moment) === visitor,
  );
  const run = runs.find((each) => next !== undefined && each.includes(next));
  if (next !== undefined && run !== undefined && next.at - start.at <= SILENCE) run.push(start);
  else runs.push([start]);
}

function joinOpenRun(moment: Moment, runs: OpenRun[], visitors: Visitors): void {
  if (moment.name === ORDERED) {
    const orderId = orderIdOf(moment);
    const ofThisOrder = runs.find((run) => orderId !== null && run.some((each) => orderIdOf(each) === orderId));
    (ofThisOrder ?? openRunOf(moment, runs, visitors))?.push(moment);
    return;
  }
  const open = openRunOf(
    moment,
    runs.filter((run) => run.every((each) => idOf(each) === null)),
    visitors,
  );
  if (open === undefined) runs.push([moment]);
  else open.push(moment);
}

/** The run that this visitor began last, unless it has an order, or the visitor was silent for half an hour since. */
function openRunOf(moment: Moment, runs: readonly OpenRun[], visitors: Visitors): OpenRun | undefined {
  const visitor = visitors.whoIs(moment);
  const before = (run: OpenRun): readonly Moment[] => run.filter((each) => byTime(each, moment) < 0).sort(byTime);
  const newest = runs
    .filter((run) => before(run).some((each) => visitors.whoIs(each) === visitor))
    .sort((one, other) => (before(one)[0]?.at ?? 0) - (before(other)[0]?.at ?? 0))
    .at(-1);
  if (newest === undefined || isOrdered(before(newest))) return undefined;
  const last = before(newest).at(-1);
  if (last === undefined || fellSilent(visitors.momentsOf(visitor), last.at, moment.at)) return undefined;
  return newest;
}
