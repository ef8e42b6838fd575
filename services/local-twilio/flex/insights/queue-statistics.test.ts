import { createTaskRouter, type TaskRouter } from '../../taskrouter/task-router';
import type { TaskQueue } from '../../taskrouter/workspace-model';
import { createManualClock, type ManualClock } from '../../testing/manual-clock';
import { queueStatistics } from './queue-statistics';
import { queueStatsConfiguration } from './service-levels';

const NOON = Date.parse('2026-01-05T12:00:00.000Z');

let clock: ManualClock;
let router: TaskRouter;
let queue: TaskQueue;

beforeEach(() => {
  clock = createManualClock(NOON);
  router = createTaskRouter({ clock });
  queue = router.createQueue({ friendlyName: 'Sales', targetWorkers: '1==1' });
});

const contact = (channel = 'voice', attributes = '{}') =>
  router.createTask({ channel: router.channel(channel), queue, attributes });
const call = () => contact();
/** Waits for so long until somebody comes and answers, and goes again. */
const answered = (channel: string, waitMs: number, attributes = '{}') => {
  const task = contact(channel, attributes);
  clock.advance(waitMs);
  const worker = available();
  router.acceptReservation(task.reservations[0]!);
  router.setActivity(worker, router.builtInActivity('Break'));
  return task;
};
const abandonAfter = (waitMs: number): void => {
  const task = call();
  clock.advance(waitMs);
  router.cancelTask(task, 'hung up');
};
let arrivals = 0;
const available = () =>
  router.createWorker({ friendlyName: `worker ${(arrivals += 1)}`, activity: router.builtInActivity('Available') });
const figures = (window: 'tasks_today' | 'tasks_thirty_minutes', channel = 'queue') =>
  statistics()[window][channel] as Record<string, number>;
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

  it('[FX10] counts answered, abandoned and the service level, in milliseconds as the view formats them', () => {
    const worker = available();
    const [reservation] = call().reservations;
    clock.advance(10_000);
    router.acceptReservation(reservation!);
    router.setActivity(worker, router.builtInActivity('Break'));
    clock.advance(60_000);
    router.completeReservation(reservation!);
    abandonAfter(40_000);
    expect(statistics().tasks_today).toMatchObject({
      queue: {
        total_tasks_count: 2,
        handled_tasks_count: 1,
        total_handled_tasks: 1,
        abandoned_tasks_count: 1,
        abandoned_tasks_percentage: 0.5,
        sla_percentage: 0.5,
        average_waiting_time: 10_000,
        average_ring_time: 10_000,
        average_abandon_time: 40_000,
        average_talk_time: 60_000,
        average_handle_time: 60_000,
      },
    });
  });

  it('[FX10] measures each channel by its own threshold', () => {
    for (const waitMs of [20_000, 21_000]) answered('voice', waitMs);
    for (const waitMs of [20_000, 21_000, 60_000, 61_000]) answered('chat', waitMs);
    expect(figures('tasks_today', router.channel('voice').sid)).toMatchObject({ sla_percentage: 1 / 2 });
    expect(figures('tasks_today', router.channel('chat').sid)).toMatchObject({ sla_percentage: 3 / 4 });
    expect(figures('tasks_today')).toMatchObject({ sla_percentage: 4 / 6, handled_tasks_within_sl_threshold_count: 4 });
  });

  it('[FX10] shows those thresholds in the Flex configuration', () => {
    expect(queueStatsConfiguration(router.state)).toEqual({
      default: {
        service_level_threshold: 60,
        short_abandoned_threshold: 5,
        reset_timezone: 'UTC',
        reset_time: '00:00',
      },
      queue_configurations: [],
      queue_channel_configurations: [
        {
          queue_sid: queue.sid,
          channel_sid: router.channel('voice').sid,
          service_level_threshold: 20,
          short_abandoned_threshold: 5,
        },
      ],
    });
  });

  it('[FX10] counts a short abandon as such and as no abandon', () => {
    for (const waitMs of [0, 4_999, 5_000, 30_000]) abandonAfter(waitMs);
    expect(figures('tasks_today')).toMatchObject({
      total_tasks_count: 4,
      abandoned_tasks_count: 2,
      abandoned_tasks_percentage: 0.5,
      short_abandoned_tasks_count: 2,
      short_abandoned_tasks_percentage: 0.5,
      sla_percentage: 0,
      average_abandon_time: 17_500,
    });
  });

  it('[FX10] has no value, rather than 0, where there is nothing to divide by', () => {
    abandonAfter(1_000);
    expect(figures('tasks_today')).toMatchObject({
      sla_percentage: -1,
      average_waiting_time: -1,
      average_handle_time: -1,
    });
  });

  it('[FX10] counts nobody as waiting for an outbound call, and what was handled of it', () => {
    const task = answered('voice', 30_000, '{"direction":"outbound"}');
    expect(statistics().tasks_now['queue']).toMatchObject({ assigned_tasks: 1 });
    clock.advance(60_000);
    router.completeReservation(task.reservations[0]!);
    expect(figures('tasks_today')).toMatchObject({
      total_tasks_count: 0,
      handled_tasks_count: 0,
      sla_percentage: -1,
      total_handled_tasks: 1,
      average_handle_time: 60_000,
    });
  });

  it('[FX10] counts each thing at its own instant, and the half hour in whole minutes', () => {
    clock.advance(30_000);
    answered('chat', 29 * 60_000 + 29_999);
    expect(figures('tasks_thirty_minutes')).toMatchObject({ total_tasks_count: 1, handled_tasks_count: 1 });
    clock.advance(1);
    expect(figures('tasks_thirty_minutes')).toMatchObject({ total_tasks_count: 0, handled_tasks_count: 1 });
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
