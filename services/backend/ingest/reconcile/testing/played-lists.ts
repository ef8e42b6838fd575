import type { CallbackForm } from '../../normalize-callback';
import { TwilioRequestError } from '../../../twilio/request-error';
import type { QueueCounts, TaskRouterLists } from '../task-router-port';
import { listedAt, type Story } from './listed-story';

export interface PlayedLists extends TaskRouterLists {
  /** What TaskRouter knows of task 1; null = it never existed, or was forgotten. */
  show(tale: Story | null): void;
  /** Events that TaskRouter's list has, in any order. */
  keep(forms: readonly CallbackForm[]): void;
  /** What TaskRouter says of the workers of every queue. */
  workers: Pick<QueueCounts, 'eligibleWorkers' | 'availableWorkers'>;
  /** Names of the calls that are refused with 503 for now. */
  readonly away: Set<keyof TaskRouterLists>;
  /** Names of the calls so far, in their order. */
  readonly calls: (keyof TaskRouterLists)[];
}

const STATUSES = ['pending', 'reserved', 'assigned', 'wrapping'] as const;

/** TaskRouter with one task. `nowMs`: the instant at which it is looked at, in UTC milliseconds. */
export function createPlayedLists(nowMs: () => number): PlayedLists {
  let tale: Story | null = null;
  let kept: readonly CallbackForm[] = [];
  const away = new Set<keyof TaskRouterLists>();
  const calls: (keyof TaskRouterLists)[] = [];
  const listed = () => (tale === null ? null : listedAt(tale, nowMs()));
  const isOpen = (status: string): boolean => STATUSES.some((one) => one === status);

  function answer<T>(call: keyof TaskRouterLists, value: () => T): Promise<T> {
    calls.push(call);
    return away.has(call)
      ? Promise.reject(new TwilioRequestError(503, null, null, 'played'))
      : Promise.resolve(value());
  }

  const lists: PlayedLists = {
    show: (next) => {
      tale = next;
    },
    keep: (forms) => {
      kept = forms;
    },
    workers: { eligibleWorkers: 0, availableWorkers: 0 },
    away,
    calls,
    async *events({ sinceMs, taskSid }) {
      const events = await answer('events', () =>
        kept
          .map((form) => ({ form, atMs: Number(form['TimestampMs']) }))
          .filter(({ atMs }) => atMs >= sinceMs)
          .filter(({ form }) => taskSid === undefined || form['TaskSid'] === taskSid),
      );
      // Two pages, so that a reader of the first alone is found out.
      const middle = Math.ceil(events.length / 2);
      yield events.slice(0, middle);
      yield events.slice(middle);
    },
    queueCounts: (sids) =>
      answer('queueCounts', () => {
        const task = listed()?.task;
        return new Map(
          sids.map((sid) => {
            const has = (status: string): number => (task?.queueSid === sid && task.status === status ? 1 : 0);
            const [pending, reserved, assigned, wrapping] = [
              has('pending'),
              has('reserved'),
              has('assigned'),
              has('wrapping'),
            ];
            return [sid, { tasks: { pending, reserved, assigned, wrapping }, ...lists.workers }];
          }),
        );
      }),
    openTasks: (queueSid) =>
      answer('openTasks', () => {
        const task = listed()?.task;
        return task?.queueSid === queueSid && isOpen(task.status) ? [task] : [];
      }),
    task: () => answer('task', () => listed()?.task ?? null),
    reservations: () => answer('reservations', () => listed()?.reservations ?? []),
  };
  return lists;
}
