import type { Health } from '../../e2e/support/control-plane';
const DAY_MS = 8 * 3_600_000;

/** Parameters of one event callback. */
export type Callback = Readonly<Record<string, string>>;

const sid = (prefix: string, number: number): string => `${prefix}${number.toString(16).padStart(32, '0')}`;

/** What happens to a task, in milliseconds after its creation, as TaskRouter tells it; `who` needs the reservation. */
const STORY = [
  { type: 'task.created', at: 0, who: false },
  { type: 'workflow.target-matched', at: 1, who: false },
  { type: 'task-queue.entered', at: 2, who: false },
  { type: 'reservation.created', at: 3_000, who: true },
  { type: 'reservation.accepted', at: 8_000, who: true },
  { type: 'task.updated', at: 8_100, who: false },
  { type: 'reservation.wrapup', at: 180_000, who: true },
  { type: 'reservation.completed', at: 200_000, who: true },
  { type: 'task.completed', at: 200_001, who: false },
] as const;

/** The callbacks of answered calls, spread over the eight hours before `until`, in the order of their instants. */
export function callbackDay(options: {
  readonly tasks: number;
  readonly agents: number;
  readonly queues: number;
  readonly until: number;
  /** Tasks are counted from here, so that two days of one run share nothing. */
  readonly firstTask: number;
}): readonly Callback[] {
  const { tasks, agents, queues, until, firstTask } = options;
  const events = Array.from({ length: tasks }, (_each, index) => {
    const task = firstTask + index;
    const beginsAt = until - DAY_MS + Math.floor(((index + 0.5) * (DAY_MS - 300_000)) / tasks);
    const [queue, agent] = [1 + (task % queues), 1 + ((task * 7) % agents)];
    return STORY.map(({ type, at, who }, step) => ({
      at: beginsAt + at,
      fields: callbackOf({
        ...{ type, at: beginsAt + at, event: task * STORY.length + step, task, queue },
        agent: who ? agent : null,
      }),
    }));
  });
  return events
    .flat()
    .sort((a, b) => a.at - b.at)
    .map(({ fields }) => fields);
}

/** One callback about a task; `agent` is null where the event is not about a reservation. All are numbers of SIDs but `at`. */
export function callbackOf(about: {
  readonly type: string;
  readonly at: number;
  readonly event: number;
  readonly task: number;
  readonly queue: number;
  readonly agent: number | null;
}): Callback {
  const { type, at, event, task, queue, agent } = about;
  return {
    ...described(type, at, event),
    ...taskFields(task, queue),
    ...(agent === null ? {} : reservationFields(task, agent)),
  };
}

/** The callback as the suite's own workspace sends it: another's is not folded. */
export const fromHome = (fields: Callback, { accountSid, workspaceSid }: Health): Callback => ({
  ...fields,
  AccountSid: accountSid,
  WorkspaceSid: workspaceSid,
});

const described = (type: string, at: number, event: number): Callback => ({
  EventType: type,
  EventDescription: type,
  Sid: sid('EV', event),
  Timestamp: String(Math.floor(at / 1_000)),
  TimestampMs: String(at),
  WorkspaceName: 'Flex Task Assignment',
  WorkflowSid: sid('WW', 1),
  WorkflowName: 'Assign to Anyone',
});

const taskFields = (task: number, queue: number): Callback => ({
  ResourceSid: sid('WT', task),
  TaskSid: sid('WT', task),
  TaskAttributes: JSON.stringify({
    direction: 'inbound',
    from: `+1202555${String(1_000 + ((task * 7_919) % 3_000))}`,
    to: '+18005550199',
    name: `Customer ${String(task)}`,
    call_sid: sid('CA', task),
  }),
  TaskAge: '3',
  TaskPriority: '0',
  TaskChannelSid: sid('TC', 1),
  TaskChannelUniqueName: 'voice',
  TaskQueueSid: sid('WQ', queue),
  TaskQueueName: `Queue ${String(queue)}`,
});

const reservationFields = (task: number, agent: number): Callback => ({
  ReservationSid: sid('WR', task),
  WorkerSid: sid('WK', agent),
  WorkerName: `agent${String(agent)}`,
  WorkerAttributes: JSON.stringify({
    contact_uri: `client:agent${String(agent)}`,
    full_name: `Agent ${String(agent)}`,
  }),
  WorkerActivitySid: sid('WA', 1),
  WorkerActivityName: 'Available',
});
