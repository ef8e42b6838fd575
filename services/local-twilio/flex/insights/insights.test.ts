import { INSIGHTS_SERVICE_SID } from '../../identity/twilsock-access';
import { EMULATOR_CALLER } from '../../sync/sync-model';
import { createSyncServices } from '../../sync/sync-services';
import { createTaskRouter } from '../../taskrouter/task-router';
import { createManualClock } from '../../testing/manual-clock';
import { createInsights, type Insights } from './insights';

let insights: Insights;

afterEach(() => {
  insights.close();
});

function createWorld() {
  const router = createTaskRouter({ clock: createManualClock() });
  const services = createSyncServices({ limits: { enabled: true } });
  const service = services.service(INSIGHTS_SERVICE_SID);
  const queue = router.createQueue({ friendlyName: 'Sales', targetWorkers: '1==1' });
  const worker = router.createWorker({
    friendlyName: 'alice',
    attributes: '{"full_name":"Alice Adams"}',
    activity: router.builtInActivity('Available'),
  });
  insights = createInsights(router, service);
  const rows = (index: string, query = '') => service.liveQueries.query(index, query).items.map(({ data }) => data);
  const hasCallState = (taskSid: string): boolean => {
    try {
      return service.maps.get(EMULATOR_CALLER, `${taskSid}.CS`).sid !== '';
    } catch {
      return false;
    }
  };
  const call = () => router.createTask({ channel: router.channel('voice'), queue, attributes: '{"name":"Vera"}' });
  return { router, services, service, queue, worker, rows, hasCallState, call };
}

describe("the data of Flex UI's own views", () => {
  it('[FX11] keeps the live queries in step with the engine', () => {
    const { router, worker, rows, call } = createWorld();
    expect(rows('tr-queue')).toMatchObject([{ queue_name: 'Sales' }]);
    expect(rows('tr-worker', 'data.activity_name == "Available"')).toMatchObject([{ worker_sid: worker.sid }]);

    const task = call();
    expect(rows('tr-reservation')).toMatchObject([
      { worker_sid: worker.sid, status: 'pending', task_status: 'reserved' },
    ]);
    router.acceptReservation(task.reservations[0]!);
    expect(rows('tr-reservation')).toMatchObject([
      { status: 'accepted', task_status: 'assigned', queue_name: 'Sales' },
    ]);
    expect(rows('tr-task')).toMatchObject([{ task_sid: task.sid, status: 'assigned', worker_sid: worker.sid }]);
    router.completeReservation(task.reservations[0]!);
    expect(rows('tr-reservation')).toEqual([]);
    expect(rows('tr-task')).toEqual([]);

    router.setActivity(worker, router.builtInActivity('Break'));
    expect(rows('tr-worker')).toMatchObject([{ activity_name: 'Break' }]);
  });

  it('[FX16] shows who is on a call: the customer, the agent, and the colleague of a warm transfer', () => {
    const { router, worker, service, call } = createWorld();
    const task = call();
    const participants = () =>
      [...service.maps.get(EMULATOR_CALLER, `${task.sid}.CS`).items.values()].map(({ data }) => [
        data['participant_type'],
        data['worker_sid'],
        data['status'],
      ]);
    expect(participants()).toEqual([]);
    const [first] = task.reservations;
    router.acceptReservation(first!);
    const customer = ['customer', undefined, 'joined'];
    expect(participants()).toEqual([customer, ['worker', worker.sid, 'joined']]);

    const colleague = router.createWorker({ friendlyName: 'bob', activity: router.builtInActivity('Available') });
    router.startTransfer(first!, { to: { type: 'WORKER', worker: colleague }, mode: 'WARM' });
    expect(participants()).toHaveLength(2);
    router.acceptReservation(task.reservations[1]!);
    expect(participants()).toEqual([customer, ['worker', worker.sid, 'joined'], ['worker', colleague.sid, 'joined']]);
    router.completeReservation(first!);
    expect(participants()).toEqual([customer, ['worker', worker.sid, 'left'], ['worker', colleague.sid, 'joined']]);
  });

  it('[FX11] keeps a Map of call state for a call as long as it is open', () => {
    const { router, hasCallState, call } = createWorld();
    const task = call();
    expect(hasCallState(task.sid)).toBe(true);
    router.acceptReservation(task.reservations[0]!);
    router.completeReservation(task.reservations[0]!);
    expect(hasCallState(task.sid)).toBe(false);
  });

  it('[FX10] publishes the statistics of every queue', () => {
    const { service, queue } = createWorld();
    const map = service.maps.get(EMULATOR_CALLER, `${queue.sid}.realtime_statistics.v1`);
    expect([...map.items.keys()].sort()).toEqual([
      'tasks_now',
      'tasks_thirty_minutes',
      'tasks_today',
      'worker_activities_statistics',
    ]);
  });

  it('[CP5] writes everything anew after the service was emptied', () => {
    const { services, service, queue, rows } = createWorld();
    services.reset();
    expect(rows('tr-worker')).toEqual([]);
    insights.refill();
    expect(rows('tr-worker')).toHaveLength(1);
    expect(service.maps.get(EMULATOR_CALLER, `${queue.sid}.realtime_statistics.v1`).items.size).toBe(4);
  });

  it('[FX10] publishes statistics beyond what Sync takes from others', () => {
    const { router, service } = createWorld();
    for (let count = 0; count < 300; count += 1) router.createActivity(`Break of the ${count}th kind`, false);
    insights.refill();
    const { item } = service.maps.getItem(EMULATOR_CALLER, 'realtime_statistics_v1', 'workspace');
    expect(item.data['activity_statistics']).toHaveLength(305);
  });
});
