import { minute, order, other, page, started, step, told } from '../../../testing/activity-events';
import type { ActivityEvent } from '../activity-event';
import { foldCustomer } from '../fold-customer';
import type { CheckoutRun } from './checkout-runs';
import { checkoutStateAt } from './checkout-state';

const runs = (...events: readonly ActivityEvent[]): readonly CheckoutRun[] => foldCustomer(events)?.checkouts ?? [];

const minutesOf = (atMs: number | null): number | null => (atMs === null ? null : (atMs - minute(0)) / 60_000);

/** [checkout, minute of the start, steps, and `ordered at` or `on step, stops at` in minutes] */
const summary = ({ checkoutId, startedAtMs, steps, status }: CheckoutRun) => [
  checkoutId,
  minutesOf(startedAtMs),
  steps.map((each) => each.step),
  status.kind === 'ordered'
    ? `${status.orderId} at ${String(minutesOf(status.atMs))}`
    : `on ${status.step}, stops at ${String(minutesOf(status.stopsAtMs))}`,
];
const shown = (...events: readonly ActivityEvent[]) => runs(...events).map(summary);

describe('a run of the checkout', () => {
  it('is one for each checkout_id, also of two that are interleaved', () => {
    expect(
      shown(
        told(0, step('viewed', 1, 'c1')),
        told(1, step('viewed', 1, 'c2')),
        told(2, step('completed', 1, 'c1')),
        told(3, step('viewed', 2, 'c2')),
        told(4, order('completed', 'o2', { checkoutId: 'c2' })),
        told(5, step('viewed', 2, 'c1')),
      ),
    ).toEqual([
      ['c1', 0, [1, 2], 'on 2, stops at 35'],
      ['c2', 1, [1, 2], 'o2 at 4'],
    ]);
  });

  it.each([
    [30, [['c1', 0, [1], 'on 1, stops at 60']]],
    [
      30.001,
      [
        [null, 0, [], 'on 1, stops at 60.001'],
        ['c1', 30.001, [1], 'on 1, stops at 60.001'],
      ],
    ],
  ])('takes in the start without a checkout_id when the next one comes %p minutes later', (later, expected) => {
    expect(shown(told(0, started()), told(15, other), told(later, step('viewed', 1, 'c1')))).toEqual(expected);
  });

  it.each(['a', 'z'])('takes in the start of the same millisecond, with messageId %s', (messageId) => {
    expect(shown(told(0, started(), { messageId }), told(0, step('viewed', 1, 'c1'), { messageId: 'm' }))).toEqual([
      ['c1', 0, [1], 'on 1, stops at 30'],
    ]);
  });

  it('is one for each start where no checkout_id is told', () => {
    expect(
      shown(
        told(0, started()),
        told(1, step('completed', 1)),
        told(2, started()),
        told(3, step('viewed', 1)),
        told(4, step('viewed', 2)),
      ),
    ).toEqual([
      [null, 0, [1], 'on 2, stops at 34'],
      [null, 2, [1, 2], 'on 1, stops at 34'],
    ]);
  });

  it('without a checkout_id ends by 30 min of silence: coming back is a new run', () => {
    expect(shown(told(0, started()), told(1, step('viewed', 1)), told(29, other), told(59, step('viewed', 1)))).toEqual(
      [
        [null, 0, [1], 'on 1, stops at 59'],
        [null, 59, [1], 'on 1, stops at 89'],
      ],
    );
    expect(
      shown(told(0, started()), told(1, step('viewed', 1)), told(29, other), told(58.9, step('viewed', 2))),
    ).toHaveLength(1);
  });

  it('with a checkout_id is resumed by it two days later', () => {
    const later = 2 * 24 * 60;
    const events = [
      told(0, step('viewed', 1, 'c1')),
      told(5, step('completed', 1, 'c1')),
      told(6, other),
      told(later, step('viewed', 2, 'c1')),
      told(later + 4, other),
    ];
    expect(shown(...events.slice(0, 3))).toEqual([['c1', 0, [1], 'on 2, stops at 36']]);
    expect(shown(...events)).toEqual([['c1', 0, [1, 2], `on 2, stops at ${later + 34}`]]);
    expect(runs(...events)[0]?.status).toMatchObject({ sinceMs: minute(later) });
  });

  it('is on its step since it came back to it, not since two days ago', () => {
    const later = 2 * 24 * 60;
    const events = [told(0, step('viewed', 1, 'c1')), told(later, page('/')), told(later + 1, step('failed', 1, 'c1'))];
    expect(runs(...events)[0]?.status).toMatchObject({ step: 1, sinceMs: minute(later + 1) });
  });

  it('is not kept from stopping by what the customer does after 30 min of silence', () => {
    expect(shown(told(0, step('viewed', 1, 'c1')), told(10, other), told(40, other), told(69, other))).toEqual([
      ['c1', 0, [1], 'on 1, stops at 40'],
    ]);
  });
});

describe('an order', () => {
  const run = [told(0, started({ orderId: 'o1' })), told(1, step('viewed', 1))];

  it('joins by its checkout_id, before the open run', () => {
    expect(
      shown(
        told(0, step('viewed', 1, 'c1')),
        told(1, step('viewed', 1, 'c2')),
        told(2, order('completed', 'o1', { checkoutId: 'c1' })),
      ).map(([, , , state]) => state),
    ).toEqual(['o1 at 2', 'on 1, stops at 32']);
  });

  it('joins by the checkout_id that its start took from it, before the start that told its order_id', () => {
    expect(
      shown(
        told(0, started({ checkoutId: 'c2', orderId: 'o1' })),
        told(1, started()),
        told(20, order('completed', 'o1', { checkoutId: 'c1' })),
      ),
    ).toEqual([
      ['c2', 0, [], 'on 1, stops at 50'],
      ['c1', 1, [], 'o1 at 20'],
    ]);
  });

  it('joins by its order_id where the start told it, also after a silence', () => {
    expect(shown(...run, told(2, started()), told(600, order('completed', 'o1')))).toEqual([
      [null, 0, [1], 'o1 at 600'],
      [null, 2, [], 'on 1, stops at 32'],
    ]);
  });

  it('joins the open run that was touched last', () => {
    expect(
      shown(
        told(0, step('viewed', 1, 'c1')),
        told(1, step('viewed', 1, 'c2')),
        told(2, step('completed', 1, 'c1')),
        told(3, order('completed', 'o1')),
        told(4, order('completed', 'o2')),
      ).map(([id, , , state]) => [id, state]),
    ).toEqual([
      ['c1', 'o1 at 3'],
      ['c2', 'o2 at 4'],
    ]);
  });

  it('joins an open run without checkout_id when no step is of its own, and never one of another checkout_id', () => {
    expect(shown(...run, told(20, other), told(40, order('completed', 'o9', { checkoutId: 'c9' })))).toEqual([
      [null, 0, [1], 'o9 at 40'],
    ]);
    expect(shown(told(0, step('viewed', 1, 'c1')), told(1, order('completed', 'o9', { checkoutId: 'c9' })))).toEqual([
      ['c1', 0, [1], 'on 1, stops at 31'],
      ['c9', 1, [], 'o9 at 1'],
    ]);
  });

  it('joins a step of its checkout_id that a slower clock puts after it', () => {
    expect(shown(told(0, order('completed', 'o1', { checkoutId: 'c1' })), told(1, step('viewed', 1, 'c1')))).toEqual([
      ['c1', 0, [1], 'o1 at 0'],
    ]);
  });

  it('without a checkout is no run, nor one that comes after a silence', () => {
    expect(shown(told(0, page('/')), told(1, order('completed', 'o1')))).toEqual([]);
    expect(shown(told(0, step('viewed', 1)), told(30, order('completed', 'o1')))).toEqual([
      [null, 0, [1], 'on 1, stops at 30'],
    ]);
  });

  it('that is told again ends no other run, and its checkout_id counts whoever of the two told it', () => {
    expect(
      shown(
        told(0, step('viewed', 1)),
        told(1, order('completed', 'o1')),
        told(2, step('viewed', 1, 'c2')),
        told(3, order('completed', 'o1')),
      ),
    ).toEqual([
      [null, 0, [1], 'o1 at 1'],
      ['c2', 2, [1], 'on 1, stops at 33'],
    ]);
    expect(
      shown(
        told(0, step('viewed', 1, 'c1')),
        told(1, step('viewed', 1, 'c2')),
        told(2, order('completed', 'o1')),
        told(3, order('completed', 'o1', { checkoutId: 'c1' })),
      ).map(([, , , state]) => state),
    ).toEqual(['o1 at 2', 'on 1, stops at 33']);
  });

  it('closes its run for steps without checkout_id: they begin another', () => {
    expect(shown(...run, told(2, order('completed', 'o1')), told(3, step('viewed', 1)))).toEqual([
      [null, 0, [1], 'o1 at 2'],
      [null, 3, [1], 'on 1, stops at 33'],
    ]);
  });

  it.each(['refunded', 'cancelled'] as const)('that was %s ends no run', (action) => {
    expect(shown(...run, told(2, order(action, 'o1', { checkoutId: 'c1' })))).toEqual([
      [null, 0, [1], 'on 1, stops at 32'],
    ]);
  });
});

describe('the steps of a run', () => {
  it('tell when each was first viewed and completed, and how often it failed', () => {
    const [run] = runs(
      told(0, step('viewed', 1, 'c1', { name: 'Address' })),
      told(1, step('completed', 1, 'c1')),
      told(2, step('viewed', 2, 'c1', { name: 'Pay' })),
      told(3, step('failed', 2, 'c1', { reason: 'card_declined' })),
      told(4, step('viewed', 2, 'c1', { name: 'Payment' })),
      told(5, step('failed', 2, 'c1', { reason: 'insufficient_funds' })),
      told(6, step('completed', 1, 'c1')),
    );
    expect(run?.steps).toEqual([
      {
        step: 1,
        name: 'Address',
        viewedAtMs: minute(0),
        completedAtMs: minute(1),
        failures: 0,
        lastFailure: null,
      },
      {
        step: 2,
        name: 'Payment',
        viewedAtMs: minute(2),
        completedAtMs: null,
        failures: 2,
        lastFailure: { atMs: minute(5), reason: 'insufficient_funds' },
      },
    ]);
    expect(run?.status).toMatchObject({ step: 2, sinceMs: minute(2) });
  });

  it.each([
    ['the first that is viewed', [step('viewed', 1)], 1],
    ['the lower of two that are open', [step('viewed', 2), step('viewed', 1)], 1],
    ['the one after those completed', [step('completed', 2), step('completed', 1)], 3],
    ['the next that was told, past one that the shop skips', [step('completed', 1), step('viewed', 3)], 3],
    ['the first, when only the start was told', [], 1],
    ['the last, where a later one was completed', [step('completed', 3), step('failed', 2)], 2],
  ])('have as the first not completed %s', (_what, calls, expected) => {
    const [run] = runs(told(0, started()), ...calls.map((call, index) => told(index + 1, call)));
    expect(run?.status).toMatchObject({ kind: 'open', step: expected });
  });
});

describe('the state of a run', () => {
  const events = [told(0, step('viewed', 1, 'c1')), told(1, step('completed', 1, 'c1')), told(2, other)];
  const stateAt = (minutes: number, ...more: readonly ActivityEvent[]) => {
    const [run] = runs(...events, ...more);
    return run && checkoutStateAt(run, minute(minutes));
  };

  it.each([
    [3.99, { kind: 'on-step', step: 2, sinceMs: minute(1) }],
    [4, { kind: 'stalled', step: 2, sinceMs: minute(1) }],
    [31.99, { kind: 'stalled', step: 2, sinceMs: minute(1) }],
    [32, { kind: 'stopped', step: 2, sinceMs: minute(32) }],
  ])('at minute %p is %p', (at, state) => {
    expect(stateAt(at)).toEqual(state);
  });

  it('is ordered for good', () => {
    const ordered = { kind: 'ordered', orderId: 'o1', sinceMs: minute(3) };
    expect(stateAt(99, told(3, order('completed', 'o1')), told(4, order('cancelled', 'o1')))).toEqual(ordered);
  });
});
