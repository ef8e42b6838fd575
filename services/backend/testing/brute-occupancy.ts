import type { Occupancy, WorkerSid } from '@flex-sync-suite/shared/contract';
import { emptyActivity, emptyTaskQueue, emptyWorker, isGone } from '../domain/directory/directory-state';
import { foldActivity, foldTaskQueue, foldWorker, isWorkerEvent } from '../domain/directory/fold-directory';
import { parseTargetExpression } from '../domain/directory/target-expression';
import { knownTask } from '../domain/known-task';
import { stampOf } from '../domain/stamp';
import type { TaskRouterEvent } from '../domain/task-router-event';
import type { TaskState } from '../domain/task-state';
import { activitySid, queueSid, workerSid } from './callbacks';

interface Stay {
  readonly from: number;
  readonly to: number;
}

/** What single events say of the agents of a queue; `windows` asks it moment by moment. */
export function bruteOccupancy(
  events: readonly TaskRouterEvent[],
  tasks: readonly TaskState[],
  { queue, at }: { readonly queue: number; readonly at: number },
): (from: number) => Occupancy {
  const stays = eligibleWorkers(events, queue).map((sid) => ({
    busy: busyOf(tasks, sid, at),
    available: availableOf(events, sid, at),
  }));
  return (from) => {
    const total = { busyMs: 0, busyOrAvailableMs: 0 };
    for (const { busy, available } of stays) {
      const instants = [...busy, ...available].flatMap((stay) => [stay.from, stay.to]);
      const moments = [from, ...instants.filter((instant) => instant > from && instant < at), at].sort((a, b) => a - b);
      for (const [index, moment] of moments.slice(0, -1).entries()) {
        const lasts = (moments[index + 1] ?? at) - moment;
        const isIn = (stay: Stay): boolean => stay.from <= moment && moment < stay.to;
        if (busy.some(isIn)) total.busyMs += lasts;
        if (busy.some(isIn) || available.some(isIn)) total.busyOrAvailableMs += lasts;
      }
    }
    return total;
  };
}

function eligibleWorkers(events: readonly TaskRouterEvent[], queue: number): WorkerSid[] {
  const { targetWorkers } = events.reduce(foldTaskQueue, emptyTaskQueue(queueSid(queue)));
  const expression = parseTargetExpression(targetWorkers?.value ?? '');
  const told = events.filter(isWorkerEvent).flatMap(({ worker }) => worker?.sid ?? []);
  return [1, 2, 3]
    .map((n) => events.reduce(foldWorker, emptyWorker(workerSid(n))))
    .filter((worker) => told.includes(worker.sid) && !isGone(worker))
    .filter((worker) => expression.ok && expression.matches(JSON.parse(worker.attributes?.value ?? '{}')))
    .map(({ sid }) => sid);
}

const busyOf = (tasks: readonly TaskState[], sid: WorkerSid, at: number): Stay[] =>
  tasks.map(knownTask).flatMap(({ reservations, completedAtMs, canceledAtMs, deletedAtMs }) =>
    reservations.flatMap((one) => {
      if (one.worker?.value !== sid || one.acceptedAtMs === null) return [];
      const ends = [completedAtMs, canceledAtMs, deletedAtMs].filter((end) => end !== null);
      const withTask = ends.length === 0 ? at : Math.min(...ends);
      return [{ from: one.acceptedAtMs, to: one.completedAtMs ?? one.canceledAtMs ?? one.rescindedAtMs ?? withTask }];
    }),
  );

function availableOf(events: readonly TaskRouterEvent[], sid: WorkerSid, at: number): Stay[] {
  const told = events
    .filter((event) => isWorkerEvent(event) && event.worker?.sid === sid && event.worker.activitySid !== null)
    .sort((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1));
  return told.flatMap(({ atMs, worker }, index) => {
    const is = [1, 2].find((n) => activitySid(n) === worker?.activitySid) ?? 0;
    const activity = events.reduce(foldActivity, emptyActivity(activitySid(is)));
    return activity.available?.value === true ? [{ from: atMs, to: told[index + 1]?.atMs ?? at }] : [];
  });
}
