import { callbackOf, type Callback } from '../callback-day';

/** `arrivals`: a new task an event. `lifecycles`: answered calls from creation to completion, seven events each. */
export type Mix = 'arrivals' | 'lifecycles';

/** What an event changes in the Document of its queue, each a count that never falls; see `countsOf`. */
export const STEPS = ['entered', 'reserved', 'accepted', 'wrapping', 'handled', 'completed'] as const;
export type Step = (typeof STEPS)[number];

/** A callback that is to be sent at a time of its own. */
export interface DueEvent {
  /** Milliseconds after the beginning. */
  readonly dueMs: number;
  /** Number of its queue, from 1. */
  readonly queue: number;
  /** Null for what no Document shows. */
  readonly step: Step | null;
  readonly fields: Callback;
}

const LIFECYCLE = [
  { type: 'task.created', step: null, who: false },
  { type: 'task-queue.entered', step: 'entered', who: false },
  { type: 'reservation.created', step: 'reserved', who: true },
  { type: 'reservation.accepted', step: 'accepted', who: true },
  { type: 'reservation.wrapup', step: 'wrapping', who: true },
  { type: 'reservation.completed', step: 'handled', who: true },
  { type: 'task.completed', step: 'completed', who: false },
] as const;
const ARRIVAL = LIFECYCLE.slice(1, 2);
/** Between two events of one task. */
const STEP_MS = 400;
/** Has no factor in common with any number of queues or agents here: neighbours in time are none in the workspace. */
const STRIDE = 7_919;
const AGENTS = 100;

export interface LoadOptions {
  readonly mix: Mix;
  readonly queues: number;
  /** Events a second, evenly. */
  readonly rate: number;
  readonly events: number;
  /** Unix milliseconds at which the first is due: each tells that it happened when it is due. */
  readonly beginsAt: number;
  /** Tasks are counted from here: two loads of one database share none. */
  readonly firstTask: number;
}

/** The events of a load, in the order in which they are due. */
export function loadOf({ mix, queues, rate, events, beginsAt, firstTask }: LoadOptions): readonly DueEvent[] {
  const story = mix === 'arrivals' ? ARRIVAL : LIFECYCLE;
  const tasks = Math.ceil(events / story.length);
  const steps = Array.from({ length: tasks }, (_each, index) =>
    story.map((step, place) => ({
      ...step,
      place,
      index,
      at: (index * story.length * 1_000) / rate + place * STEP_MS,
    })),
  );
  const inOrder = steps.flat().sort((a, b) => a.at - b.at || a.index - b.index);
  return inOrder.slice(0, events).map(({ type, step, who, place, index }, position) => {
    const [task, dueMs] = [firstTask + index, (position * 1_000) / rate];
    const queue = 1 + ((task * STRIDE) % queues);
    const agent = who ? 1 + ((task * STRIDE) % AGENTS) : null;
    const event = task * LIFECYCLE.length + place;
    return {
      dueMs,
      queue,
      step,
      fields: callbackOf({ type, at: Math.floor(beginsAt + dueMs), event, task, queue, agent }),
    };
  });
}
