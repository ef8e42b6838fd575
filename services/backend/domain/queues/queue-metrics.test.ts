import { emptyWindow, nameTags, QueueDocument } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { T0 } from '../../testing/callbacks';
import { minuteOf } from './contributions';
import { channelsNow, queueMetrics, type EligibleWorker, type QueueState, type OpenTasks } from './queue-metrics';

const EMPTY: QueueState = { tasks: [], workers: [], channels: [], minutes: [] };
const metricsOf = (state: Partial<QueueState>, at = T0) => queueMetrics({ ...EMPTY, ...state }, at, 'UTC');
const iso = (atMs: number): string => new Date(atMs).toISOString();

const task = (phase: OpenTasks['phase'], enteredAtMs: number, createdAtMs = enteredAtMs): OpenTasks => ({
  phase,
  channel: 'voice',
  count: 1,
  enteredAtMs,
  createdAtMs,
});
const worker = (more: Partial<EligibleWorker> = {}): EligibleWorker => ({
  available: true,
  capacities: { voice: 1, chat: 3 },
  load: {},
  ...more,
});

describe('the figures of now', () => {
  it('count open tasks by phase and leave out those about to close', () => {
    const phases = ['queued', 'queued', 'ringing', 'talking', 'wrapping', 'closing', 'unknown'] as const;
    const many = { ...task('ringing', T0), channel: 'chat', count: 40 };
    expect(metricsOf({ tasks: [...phases.map((phase) => task(phase, T0)), many] }).now).toMatchObject({
      queued: 2,
      ringing: 41,
      talking: 1,
      wrapping: 1,
    });
  });

  it('state when the oldest waiting task entered and when the oldest was created', () => {
    const tasks = [
      task('queued', T0 - 60_000, T0 - 90_000),
      task('ringing', T0 - 50_000, T0 - 900_000),
      task('talking', 0),
    ];
    expect(metricsOf({ tasks }).now).toMatchObject({
      oldestWaitingSince: iso(T0 - 60_000),
      oldestWaitingCreatedAt: iso(T0 - 900_000),
    });
    expect(metricsOf({ tasks: [task('queued', T0 - 60_000)] }).now.oldestWaitingCreatedAt).toBe(iso(T0 - 60_000));
    expect(metricsOf({}).now).toMatchObject({ oldestWaitingSince: null, oldestWaitingCreatedAt: null });
  });

  it('are those of each channel alone, by name, without agents', () => {
    const voice = [task('queued', T0 - 60_000, T0 - 90_000), task('talking', T0 - 900_000)];
    const chat = [{ ...task('ringing', T0 - 70_000), channel: 'chat', count: 3 }];
    const { queued, ringing, talking, wrapping, oldestWaitingSince, oldestWaitingCreatedAt } = metricsOf({
      tasks: voice,
    }).now;
    expect(channelsNow([...voice, ...chat])).toEqual([
      {
        ...{ channel: 'chat', queued: 0, ringing: 3, talking: 0, wrapping: 0 },
        ...{ oldestWaitingSince: iso(T0 - 70_000), oldestWaitingCreatedAt: iso(T0 - 70_000) },
      },
      { channel: 'voice', queued, ringing, talking, wrapping, oldestWaitingSince, oldestWaitingCreatedAt },
    ]);
  });

  it('call a worker free only who could take a queued task, while tasks are queued', () => {
    const workers = [worker(), worker({ load: { voice: 1 } })];
    const channels = ['chat', 'voice'];
    expect(metricsOf({ workers, channels }).now.free).toBe(2);
    expect(metricsOf({ workers, channels, tasks: [task('ringing', T0)] }).now.free).toBe(2);
    expect(metricsOf({ workers, channels, tasks: [task('queued', T0)] }).now.free).toBe(1);
  });

  it('call a worker free who is available with capacity left on a channel of the queue', () => {
    const workers = [
      worker(),
      worker({ available: false }),
      worker({ load: { voice: 1 } }),
      worker({ load: { voice: 1, chat: 2 } }),
      worker({ load: { chat: 3 } }),
    ];
    const staffing = (channels: string[]) => {
      const { eligible, available, free } = metricsOf({ workers, channels }).now;
      return [eligible, available, free];
    };
    expect(staffing(['voice'])).toEqual([5, 4, 2]);
    expect(staffing(['chat'])).toEqual([5, 4, 3]);
    expect(staffing(['chat', 'voice'])).toEqual([5, 4, 4]);
    expect(staffing([])).toEqual([5, 4, 4]);
    expect(staffing(['sms'])).toEqual([5, 4, 0]);
  });

  it('assume a capacity of one while nothing is known of a worker’s channels', () => {
    const workers = [worker({ capacities: {} }), worker({ capacities: {}, load: { voice: 1 } })];
    expect(metricsOf({ workers, channels: ['voice'] }).now.free).toBe(1);
  });
});

describe('the windows', () => {
  const minutes = [-30, -29, 0, 1].map((offset) => ({
    minute: minuteOf(T0) + offset,
    counts: { ...emptyWindow(), offered: 1, answerWaitMs: 10 },
  }));

  it('take the minute of the instant and the 29 before it, and the day up to it', () => {
    const { last30Minutes, today } = metricsOf({ minutes }, T0 + 59_999);
    expect(last30Minutes).toMatchObject({ offered: 2, answerWaitMs: 20 });
    expect(today).toMatchObject({ offered: 3, answerWaitMs: 30, since: '2026-03-12T00:00:00.000Z' });
  });

  it('move with the instant alone', () => {
    expect(metricsOf({ minutes }, T0 + 60_000).last30Minutes.offered).toBe(2);
    expect(metricsOf({ minutes }, T0 + 3_600_000).last30Minutes.offered).toBe(0);
    expect(metricsOf({ minutes }, T0 + 86_400_000).today.offered).toBe(0);
  });

  it('make a valid payload of the contract', () => {
    const payload = { schema: 1, v: 1, asOf: iso(T0), ...metricsOf({ minutes }) };
    expect(v.parse(QueueDocument, payload)).toEqual(payload);
  });
});

describe('queue groups', () => {
  it.each([
    ['Sales / EMEA', ['Sales']],
    ['Sales/EMEA/French', ['Sales']],
    ['Support', []],
    [' / odd', []],
  ])('of "%s" are %j', (name, groups) => {
    expect(nameTags(name)).toEqual(groups);
  });
});
