import fc from 'fast-check';
import { contributionsOf } from '../../domain/queues/contributions';
import { foldTask } from '../../domain/fold-task';
import { knownTask } from '../../domain/known-task';
import { recentCall } from '../../domain/calls/recent-call';
import type { TaskRouterEvent } from '../../domain/task-router-event';
import { emptyTask, taskPhase, type TaskState } from '../../domain/task-state';
import { eventOf } from '../received-event';
import { isDead, type CallbackForm } from '../normalize-callback';
import {
  callback,
  queueSid,
  reservationFields,
  reservationSid,
  T0,
  taskFields,
  taskSid,
} from '../../testing/callbacks';
import { estimateForms, goneForms } from './estimate-forms';
import { listedAt, story, type Story } from './testing/listed-story';

const LATER = T0 + 3_600_000;

function read(source: 'callback' | 'reconcile', form: CallbackForm): TaskRouterEvent {
  const event = eventOf({ source, form }, LATER);
  if (isDead(event)) throw new Error(event.dead);
  return event;
}
const told = (forms: readonly CallbackForm[]): TaskRouterEvent[] => forms.map((form) => read('callback', form));
const estimated = (forms: readonly CallbackForm[]): TaskRouterEvent[] => forms.map((form) => read('reconcile', form));
const stateAfter = (events: readonly TaskRouterEvent[]): TaskState => events.reduce(foldTask, emptyTask(taskSid(1)));

/** All that anybody sees of a task. */
function shown(state: TaskState): string {
  const task = knownTask(state);
  const calls = task.reservations.map(({ sid }) =>
    recentCall(state, sid, { returnedAtMs: null, notes: null, names: new Map() }),
  );
  return JSON.stringify({ phase: taskPhase(task), calls, ...contributionsOf(state) });
}

/** What TaskRouter would tell of the story at an instant; of a task that it has forgotten, that it is gone. */
function estimatesAt(tale: Story, atMs: number, isForgotten: boolean): TaskRouterEvent[] {
  const listed = listedAt(tale, atMs);
  if (listed === null) return [];
  const isOver = listed.task.status === 'completed' || listed.task.status === 'canceled';
  if (isOver && isForgotten) return estimated(goneForms(taskSid(1), atMs));
  return estimated(estimateForms(listed.task, listed.reservations));
}

describe('an estimate', () => {
  const disturbed = story.chain((tale) =>
    fc.record({
      tale: fc.constant(tale),
      looks: fc.array(fc.record({ atMs: fc.integer({ min: T0, max: T0 + 400_000 }), isForgotten: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      }),
      order: fc.shuffledSubarray([...tale.forms], { minLength: tale.forms.length }),
      early: fc.integer({ min: 0, max: tale.forms.length }),
    }),
  );

  it('is as if it had never been made, once every callback has arrived', () => {
    fc.assert(
      fc.property(disturbed, ({ tale, looks, order, early }) => {
        const estimates = looks.flatMap(({ atMs, isForgotten }) => estimatesAt(tale, atMs, isForgotten));
        const events = [...told(order.slice(0, early)), ...estimates, ...told(order.slice(early))];
        expect(shown(stateAfter(events))).toBe(shown(stateAfter(told(tale.forms))));
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends in the same bytes whatever the order, and however often it is made', () => {
    fc.assert(
      fc.property(
        disturbed,
        fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
        ({ tale, looks, order, early }, ranks) => {
          const estimates = looks.flatMap(({ atMs, isForgotten }) => estimatesAt(tale, atMs, isForgotten));
          const events = [...told(order.slice(0, early)), ...estimates];
          const shuffled = [...events, ...estimates]
            .map((event, index) => ({ event, rank: ranks[index % ranks.length] ?? 0 }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ event }) => event);
          expect(JSON.stringify(stateAfter(shuffled))).toBe(JSON.stringify(stateAfter(events)));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('puts a task whose callbacks are lost into the phase that TaskRouter tells', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: T0, max: T0 + 400_000 }), (tale, atMs) => {
        const listed = listedAt(tale, atMs);
        if (listed === null) return;
        const phases = { pending: 'queued', reserved: 'ringing', assigned: 'talking', wrapping: 'wrapping' } as const;
        const { status } = listed.task;
        const expected = status === 'completed' || status === 'canceled' ? 'closed' : phases[status];
        expect(taskPhase(knownTask(stateAfter(estimatesAt(tale, atMs, false))))).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a task that is gone from TaskRouter', () => {
  const talking = [
    callback('task-queue.entered', 1, taskFields(1, 1)),
    callback('reservation.created', 2, reservationFields(1, { task: 1, queue: 1 })),
    callback('reservation.accepted', 3, reservationFields(1, { task: 1, queue: 1 })),
  ];
  const gone = estimated(goneForms(taskSid(1), T0 + 60_000));
  const rowOf = (state: TaskState) =>
    recentCall(state, reservationSid(1), { returnedAtMs: null, notes: null, names: new Map() });

  it('is closed, and its call over at the instant at which that was sure, marked as an estimate', () => {
    const state = stateAfter([...told(talking), ...gone]);
    expect(taskPhase(knownTask(state))).toBe('closed');
    expect(rowOf(state)).toMatchObject({
      outcome: 'answered',
      endedAt: new Date(T0 + 60_000).toISOString(),
      isEndEstimated: true,
    });
  });

  it('is open again when events tell of a later life', () => {
    const later = callback('reservation.wrapup', 61, reservationFields(1, { task: 1, queue: 1 }));
    const state = stateAfter([...told(talking), ...gone, ...told([later])]);
    expect(taskPhase(knownTask(state))).toBe('wrapping');
    expect(rowOf(state)).not.toHaveProperty('isEndEstimated');
  });
});

describe('a reservation that only TaskRouter’s lists know', () => {
  it('has a row of its own, with the queue that its task is in', () => {
    const tale: Story = {
      forms: [
        callback('task.created', 0, taskFields(1, 1)),
        callback('task-queue.entered', 0.25, taskFields(1, 1)),
        callback('reservation.created', 1.5, reservationFields(1, { task: 1, queue: 1 })),
      ],
    };
    const state = stateAfter(estimatesAt(tale, T0 + 9_000, false));
    expect(recentCall(state, reservationSid(1), { returnedAtMs: null, notes: null, names: new Map() })).toMatchObject({
      outcome: 'ringing',
      taskQueueSid: queueSid(1),
      createdAt: new Date(T0 + 1_000).toISOString(),
    });
  });
});
