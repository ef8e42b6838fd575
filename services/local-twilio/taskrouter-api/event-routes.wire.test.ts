import type { EventListInstanceOptions, EventPage } from 'twilio/lib/rest/taskrouter/v1/workspace/event';
import { account } from '../base/account';
import type { TaskRouterEvent } from '../taskrouter/events';
import { createScaledClock, type ScaledClock } from '../base/scaled-clock';
import { startTaskRouterHost, type TaskRouterHost } from '../testing/task-router-host';

const START = Date.parse('2026-01-05T09:00:00.000Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let clock: ScaledClock;
let host: TaskRouterHost;
let emitted: TaskRouterEvent[];

beforeEach(async () => {
  clock = createScaledClock({ wallClock: () => START });
  host = await startTaskRouterHost('', clock);
  emitted = [];
  host.centre.router.onEvent((event) => emitted.push(event));
});
afterEach(() => host.close());

const events = () => host.workspace().events;
const sidsOf = (found: readonly { sid: string }[]): readonly string[] => found.map(({ sid }) => sid);
const emittedSids = (wanted: (event: TaskRouterEvent) => boolean = () => true): readonly string[] =>
  sidsOf(emitted.filter(wanted)).toReversed();

/** Alice answers a call for Sales. */
function answeredCall() {
  const { router } = host.centre;
  const alice = router.worker('alice');
  router.setActivity(alice, router.builtInActivity('Available'));
  const task = router.createTask({
    attributes: JSON.stringify({ queue: 'Sales', from: '+15005550123' }),
    channel: router.channel('voice'),
  });
  const reservation = task.reservations[0]!;
  router.acceptReservation(reservation);
  return { alice, task, reservation };
}

type Page = Pick<EventPage, 'instances' | 'nextPage' | 'previousPage'>;

const pascalCase = (name: string): string =>
  name.replaceAll(/(?:^|_)([a-z])/gu, (_match, letter: string) => letter.toUpperCase());

test('[TR36] an event in the list says all that its callback says', async () => {
  const { reservation } = answeredCall();
  const { router } = host.centre;
  router.startTransfer(reservation, { to: { type: 'QUEUE', queue: router.queue('Support') }, mode: 'COLD' });
  const found = await events().list();
  expect(sidsOf(found).slice(0, emitted.length)).toEqual(emittedSids());
  const { sid: transferSid } = reservation.task.transfers[0]!;
  for (const { sid, payload, atMs } of emitted) {
    const event = found.find((each) => each.sid === sid)!;
    const data = event.eventData as Record<string, string>;
    const told = Object.fromEntries(Object.entries(data).map(([name, value]) => [pascalCase(name), value]));
    expect({
      ...told,
      Sid: event.sid,
      EventType: event.eventType,
      EventDescription: event.description,
      AccountSid: event.accountSid,
      ResourceType: event.resourceType,
      ResourceSid: event.resourceSid,
      Timestamp: String(Math.floor(event.eventDateMs / 1000)),
      TimestampMs: String(event.eventDateMs),
    }).toEqual(payload);
    expect(event.eventDate.getTime()).toBe(Math.floor(atMs / 1000) * 1000);
  }
  expect(found.find(({ eventType }) => eventType === 'task.transfer-initiated')).toMatchObject({
    resourceType: 'transfer',
    resourceSid: transferSid,
    resourceUrl: null,
    eventData: { task_transfer_sid: transferSid, transfer_mode: 'COLD', transfer_type: 'QUEUE' },
  });
});

test('[TR36] an event can be read by its SID and names the address of its resource', async () => {
  const { task, reservation } = answeredCall();
  const accepted = emitted.find(({ type }) => type === 'reservation.accepted')!;
  expect(await events()(accepted.sid).fetch()).toMatchObject({
    sid: accepted.sid,
    workspaceSid: account.workspaceSid,
    eventType: 'reservation.accepted',
    source: 'twilio',
    actorSid: account.workspaceSid,
    resourceUrl: `${host.restUrl}/v1/Workspaces/${account.workspaceSid}/Tasks/${task.sid}/Reservations/${reservation.sid}`,
    eventData: { reservation_sid: reservation.sid, worker_name: 'alice', task_attributes: task.attributes },
  });
  const unknown = events()('EV00000000000000000000000000000000').fetch();
  await expect(unknown).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[TR36] events whose callbacks are dropped or filtered out are in the list all the same', async () => {
  host.centre.callbacks.configure({ drop: 1 });
  await host.workspace().update({ eventCallbackUrl: 'http://127.0.0.1:9/hook', eventsFilter: 'task.created' });
  answeredCall();
  expect(host.centre.callbacks.counts()).toMatchObject({ sent: 0, dropped: 1 });
  expect(sidsOf(await events().list()).slice(0, emitted.length)).toEqual(emittedSids());
});

test('[TR37] each filter by resource finds the events that name it', async () => {
  const { alice, task, reservation } = answeredCall();
  const { router } = host.centre;
  router.createTask({ attributes: '{"queue":"Billing"}', channel: router.channel('chat') });
  const sales = router.queue('Sales');
  const of = (field: string, value: string) => emittedSids(({ payload }) => payload[field] === value);
  const list = async (filter: EventListInstanceOptions) =>
    sidsOf(await events().list({ startDate: new Date(START), ...filter })).filter((sid) =>
      emitted.some((event) => event.sid === sid),
    );
  expect(await list({ taskSid: task.sid })).toEqual(of('TaskSid', task.sid));
  expect(await list({ reservationSid: reservation.sid })).toEqual(of('ReservationSid', reservation.sid));
  expect(await list({ workerSid: alice.sid })).toEqual(of('WorkerSid', alice.sid));
  expect(await list({ taskQueueSid: sales.sid })).toEqual(of('TaskQueueSid', sales.sid));
  expect(await list({ workflowSid: account.workflowSid })).toEqual(of('WorkflowSid', account.workflowSid));
  expect(await list({ taskChannel: 'chat' })).toEqual(of('TaskChannelUniqueName', 'chat'));
  expect(await list({ taskChannel: task.channel.sid })).toEqual(of('TaskChannelUniqueName', 'voice'));
  expect(await list({ eventType: 'task.created' })).toEqual(of('EventType', 'task.created'));
  const [first] = emitted;
  expect(await list({ sid: first!.sid })).toEqual([first!.sid]);
  expect(await list({ taskSid: task.sid, eventType: 'task.created' })).toHaveLength(1);
});

test("[TR37] the list covers 15 minutes of the engine's clock unless dates or minutes say otherwise", async () => {
  const { router } = host.centre;
  const create = () => router.createTask({ attributes: '{"queue":"Sales"}', channel: router.channel('voice') }).sid;
  const eventType = 'task.created';
  const first = create();
  clock.jumpTo(START + 20 * MINUTE_MS);
  const second = create();
  clock.jumpTo(START + 30 * MINUTE_MS);
  const list = async (filter: { minutes?: number; startDate?: Date; endDate?: Date }) =>
    (await events().list({ eventType, ...filter })).map(({ resourceSid }) => resourceSid);
  expect(await list({})).toEqual([second]);
  expect(await list({ minutes: 9 })).toEqual([]);
  expect(await list({ minutes: 30 })).toEqual([second, first]);
  expect(await list({ startDate: new Date(START) })).toEqual([second, first]);
  expect(await list({ startDate: new Date(START + 1_000) })).toEqual([second]);
  expect(await list({ startDate: new Date(START), endDate: new Date(START + 19 * MINUTE_MS) })).toEqual([first]);
  expect(await list({ startDate: new Date(START), minutes: 10 })).toEqual([second]);
});

test('[TR37] a wrong date, number, token or page is refused, an unknown filter is not emulated', async () => {
  const status = async (query: string) => {
    const { accountSid, authToken } = account;
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const url = `${host.restUrl}/v1/Workspaces/${account.workspaceSid}/Events?${query}`;
    const response = await fetch(url, { headers: { authorization } });
    const { message = '' } = (await response.json()) as { message?: string };
    return `${response.status} ${message}`;
  };
  expect(await status('StartDate=yesterday')).toMatch(/^400 StartDate/u);
  expect(await status('EndDate=2026-13-01T00:00:00Z')).toMatch(/^400 EndDate/u);
  expect(await status('StartDate=2026-01-05')).toMatch(/^200/u);
  for (const minutes of ['0', '-1', '1.5', 'x', '43201']) {
    expect(await status(`Minutes=${minutes}`)).toMatch(/^400 Minutes/u);
  }
  expect(await status('PageToken=x')).toMatch(/^400 PageToken/u);
  expect(await status('Page=1')).toMatch(/^400 Page /u);
  expect(await status('PageSize=0')).toMatch(/^400 PageSize/u);
  expect(await status('Actor=me')).toMatch(/^200/u);
});

test('[TR38] pages neither repeat nor miss an event while new ones happen and old ones age', async () => {
  const { router } = host.centre;
  for (let count = 0; count < 5; count += 1) router.completeReservation(answeredCall().reservation);
  const before = emittedSids();
  const read: string[] = [];
  let page: Page = await events().page({ pageSize: 7 });
  const whole = host.centre.router.history.newestFirst({ fromMs: START, toMs: Infinity, upTo: Infinity });
  for (;;) {
    read.push(...sidsOf(page.instances));
    router.createTask({ attributes: '{"queue":"Sales"}', channel: router.channel('voice') });
    clock.jumpTo(router.clock.now() + 5 * MINUTE_MS);
    const next = await page.nextPage();
    if (next === undefined) break;
    page = next;
  }
  expect(read.slice(0, before.length)).toEqual(before);
  expect(read).toEqual(sidsOf(whole));
  const back = await page.previousPage();
  expect(sidsOf(back!.instances)).toEqual(read.slice(-7 - page.instances.length, -page.instances.length));
});

test('[TR39] events are forgotten after 30 days and by a reset', async () => {
  host.centre.router.completeReservation(answeredCall().reservation);
  const [first] = emitted;
  clock.jumpTo(START + 30 * DAY_MS);
  expect((await events()(first!.sid).fetch()).sid).toBe(first!.sid);
  clock.jumpTo(START + 30 * DAY_MS + 1);
  await expect(events()(first!.sid).fetch()).rejects.toMatchObject({ status: 404 });
  answeredCall();
  const forgotten = emitted.at(-1)!.sid;
  host.centre.reset();
  await expect(events()(forgotten).fetch()).rejects.toMatchObject({ status: 404 });
});
