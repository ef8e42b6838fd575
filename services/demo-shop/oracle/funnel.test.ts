import { reckonActivity } from './reckon-activity';
import { browser, identify, minutes, page, track } from './testing/happenings';

const ana = browser('a');
const started = (minute: number, more: object = {}, who = ana) => track(minute, who, 'Checkout Started', { ...more });
const viewed = (minute: number, step: number, id?: string, who = ana) =>
  track(minute, who, 'Checkout Step Viewed', { step, ...(id === undefined ? {} : { checkout_id: id }) });
const completed = (minute: number, step: number, id?: string, who = ana) =>
  track(minute, who, 'Checkout Step Completed', { step, ...(id === undefined ? {} : { checkout_id: id }) });
const ordered = (minute: number, more: object = {}) =>
  track(minute, ana, 'Order Completed', { order_id: 'o', ...more });

const funnelOf = (events: Parameters<typeof reckonActivity>[0], until = 600, at = until) =>
  reckonActivity(events, minutes(0, until, at)).funnel;
const step = (number: number, entered: number, done: number, stopped: number, name: string | null = null) => ({
  step: number,
  name,
  entered,
  completed: done,
  stopped,
});

test('a run that was left stopped at its first step that is not completed, after half an hour of silence', () => {
  const events = [started(0), viewed(1, 1, 'c'), completed(2, 1, 'c'), viewed(3, 2, 'c'), page(10, ana, '/elsewhere')];
  const going = { started: 1, ordered: 0, steps: [step(1, 1, 1, 0), step(2, 1, 0, 0)] };
  expect(funnelOf(events, 39)).toEqual(going);
  expect(funnelOf(events, 40)).toEqual({ ...going, steps: [step(1, 1, 1, 0), step(2, 1, 0, 1)] });
});

test('a step that nobody entered can be the one where a run stopped', () => {
  expect(funnelOf([started(0)]).steps).toEqual([step(1, 0, 0, 1)]);
  expect(funnelOf([started(0), viewed(1, 1, 'c'), completed(2, 1, 'c')]).steps).toEqual([
    step(1, 1, 1, 0),
    step(2, 0, 0, 1),
  ]);
});

test('who goes back and forth has entered and completed a step once', () => {
  const events = [started(0), viewed(1, 1, 'c'), completed(2, 1, 'c'), viewed(3, 1, 'c'), completed(4, 1, 'c')];
  expect(funnelOf(events, 10)).toEqual({ started: 1, ordered: 0, steps: [step(1, 1, 1, 0)] });
});

test('the same checkout_id goes on with its run, a day later too', () => {
  const before = [started(0), viewed(1, 1, 'c'), completed(2, 1, 'c'), viewed(3, 2, 'c')];
  const after = [viewed(1440, 2, 'c'), completed(1441, 2, 'c'), ordered(1442, { checkout_id: 'c' })];
  expect(funnelOf(before, 2000).steps).toEqual([step(1, 1, 1, 0), step(2, 1, 0, 1)]);
  expect(funnelOf([...before, ...after], 2000)).toEqual({
    started: 1,
    ordered: 1,
    steps: [step(1, 1, 1, 0), step(2, 1, 1, 0)],
  });
});

test('who stays in the shop after leaving the checkout has not stopped; who was silent before has', () => {
  const left = [started(0), viewed(1, 1, 'c')];
  const browsing = [20, 40, 60].map((minute) => page(minute, ana, '/'));
  expect(funnelOf([...left, ...browsing], 89).steps).toEqual([step(1, 1, 0, 0)]);
  expect(funnelOf([...left, ...browsing.slice(1)], 61).steps).toEqual([step(1, 1, 0, 1)]);
});

test('a start joins the checkout_id that its visitor names next within half an hour', () => {
  expect(funnelOf([started(0), viewed(30, 1, 'c')]).started).toBe(1);
  expect(funnelOf([started(0), viewed(31, 1, 'c')]).started).toBe(2);
  expect(funnelOf([started(0), viewed(1, 1, 'c', browser('b'))]).started).toBe(2);
  const signedIn = { userId: 'ana' };
  expect(
    funnelOf([started(0), identify(1, 'a', 'ana'), viewed(2, 1, 'c', { anonymousId: 'z', ...signedIn })]).started,
  ).toBe(1);
});

test('without a checkout_id there is a run for each start, and another for who comes back after half an hour', () => {
  const first = [started(0), viewed(1, 1), completed(2, 1), viewed(3, 2)];
  expect(funnelOf(first)).toEqual({ started: 1, ordered: 0, steps: [step(1, 1, 1, 0), step(2, 1, 0, 1)] });
  expect(funnelOf([...first, started(5), viewed(6, 1)]).started).toBe(2);
  expect(funnelOf([...first, viewed(32, 2)]).started).toBe(1);
  expect(funnelOf([...first, viewed(33, 2)]).started).toBe(2);
  expect(funnelOf([...first, page(20, ana, '/'), viewed(33, 2)]).started).toBe(1);
});

test('a step without a checkout_id is no step of a run that has one', () => {
  expect(funnelOf([started(0), viewed(1, 1, 'c'), viewed(2, 2)])).toEqual({
    started: 2,
    ordered: 0,
    steps: [step(1, 1, 0, 2), step(2, 1, 0, 0)],
  });
});

test('an order joins by checkout_id, else by order_id, else the run that is open', () => {
  expect(funnelOf([viewed(1, 1, 'c'), ordered(9, { checkout_id: 'c' })])).toMatchObject({ started: 1, ordered: 1 });
  expect(funnelOf([started(0, { order_id: 'o' }), viewed(1, 1, 'c'), ordered(500)], 600)).toMatchObject({
    started: 1,
    ordered: 1,
  });
  const unknown = { order_id: 'other' };
  expect(funnelOf([started(0, { order_id: 'o' }), viewed(1, 1), ordered(9, unknown)])).toMatchObject({
    started: 1,
    ordered: 1,
  });
  expect(funnelOf([started(0), viewed(1, 1, 'c'), ordered(40, unknown)])).toMatchObject({ started: 1, ordered: 0 });
  expect(funnelOf([started(0), ordered(1, unknown), ordered(2, { order_id: 'third' })])).toMatchObject({ ordered: 1 });
});

test('a step is called as the run that began last calls it', () => {
  const named = (minute: number, id: string, step_name?: string) =>
    track(minute, ana, 'Checkout Step Viewed', { step: 1, checkout_id: id, step_name });
  const events = [
    named(0, 'c', 'Where to'),
    named(1, 'd', 'Where'),
    named(2, 'd', 'Address'),
    named(3, 'e'),
    named(4, 'c', 'To'),
  ];
  expect(funnelOf(events, 10).steps).toEqual([step(1, 3, 0, 0, 'Address')]);
});

test('after an order, a step without checkout_id begins another run', () => {
  expect(funnelOf([started(0), ordered(1), viewed(2, 1)])).toMatchObject({ started: 2, ordered: 1 });
});

test('a run belongs to the window in which it began', () => {
  const events = [started(0), viewed(1, 1, 'c'), completed(70, 1, 'c')];
  expect(reckonActivity(events, minutes(0, 1, 600)).funnel).toMatchObject({
    started: 1,
    steps: [step(1, 1, 1, 0), step(2, 0, 0, 1)],
  });
  expect(reckonActivity(events, minutes(1, 600)).funnel).toEqual({ started: 0, ordered: 0, steps: [] });
});
