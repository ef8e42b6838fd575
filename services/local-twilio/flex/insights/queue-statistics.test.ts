import { createTaskRouter, type TaskRouter } from '../../taskrouter/task-router';
import type { TaskQueue } from '../../taskrouter/model';
import { createManualClock, type ManualClock } from '../../testing/manual-clock';
import { queueStatistics } from './queue-statistics';

const NOON = Date.parse('2026-01-05T12:00:00.000Z');

let clock: ManualClock;
let router: TaskRouter;
let queue: TaskQueue;

beforeEach(() => {
  clock = createManualClock(NOON);
  router = createTaskRouter({ clock });
  queue = router.createQueue({ friendlyName: 'Sales', targetWorkers: '1==1' });
});

const call = () => router.createTask({ channel: router.channel('voice'), queue, attributes: '{}' });
const statistics = () => queueStatistics(router).get(queue.sid)!;

describe('statistics for Queue Stats', () => {
  it('[FX10] counts what waits and since when', () => {
    call();
    clock.advance(5_000);
    call();
    expect(statistics().tasks_now).toMatchObject({
      queue: { pending_tasks: 2, total_tasks: 2, longest_task_waiting_age: 5 },
      [router.channel('voice').sid]: { pending_tasks: 2 },
    });
  });

  it('[FX10] counts answered, abandoned and the service level', () => {
    const worker = router.createWorker({ friendlyName: 'ann', activity: router.builtInActivity('Available') });
    const answered = call();
    const [reservation] = answered.reservations;
    clock.advance(10_000);
    router.acceptReservation(reservation!);
    clock.advance(60_000);
    router.completeReservation(reservation!);
    router.setActivity(worker, router.builtInActivity('Break'));
    const lost = call();
    clock.advance(40_000);
    router.cancelTask(lost, 'hung up');
    expect(statistics().tasks_today).toMatchObject({
      queue: {
        total_tasks_count: 2,
        handled_tasks_count: 1,
        abandoned_tasks_count: 1,
        sla_percentage: 0.5,
        average_waiting_time: 10,
        average_abandon_time: 40,
        average_handle_time: 60,
      },
    });
  });

  it('[FX10] forgets the half hour after half an hour and the day at midnight UTC', () => {
    router.cancelTask(call(), null);
    clock.advance(31 * 60_000);
    expect(statistics().tasks_thirty_minutes).toMatchObject({ queue: { total_tasks_count: 0 } });
    expect(statistics().tasks_today).toMatchObject({ queue: { total_tasks_count: 1 } });
    clock.advance(12 * 60 * 60_000);
    expect(statistics().tasks_today).toMatchObject({ queue: { total_tasks_count: 0 } });
  });
});
