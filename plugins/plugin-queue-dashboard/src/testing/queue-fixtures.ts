import {
  type ActivitySid,
  type QueueAlert,
  type AgentGroup,
  type QueueDetail,
  emptyWindow,
  type BackendHeartbeat,
  type QueueDocument,
  type QueueIndexItem,
  type QueueNow,
  type QueueWindow,
  type Occupancy,
  type QueueFiguresAnswer,
  type WindowFigures,
  type TaskQueueSid,
  type WaitingTask,
} from '@flex-sync-suite/shared/contract';

/** Payloads for the tests of this plugin. */

/** Noon of an ordinary day: the backend's clock in the tests. */
export const NOON = Date.parse('2026-03-10T12:00:00.000Z');

/** An instant some seconds before (or, negative, after) {@link NOON}. */
export const secondsBeforeNoon = (seconds: number): string => new Date(NOON - seconds * 1000).toISOString();

/** A well-formed TaskQueue SID; different numbers give different SIDs. */
export const queueSid = (number: number): TaskQueueSid => `WQ${String(number).padStart(32, '0')}` as TaskQueueSid;

export function queueWindow(figures: Partial<QueueWindow> = {}): QueueWindow {
  return { ...emptyWindow(), ...figures };
}

export function indexItem(fields: Partial<QueueIndexItem> = {}): QueueIndexItem {
  return {
    schema: 1,
    v: 1,
    asOf: secondsBeforeNoon(60),
    name: 'Sales',
    channels: ['voice'],
    groups: [],
    serviceLevel: {
      ...{ targetPercent: 80, thresholdSeconds: { default: 60, voice: 20 }, shortAbandonSeconds: 5 },
      ...{ formula: 'S6', countsFlowOuts: false },
    },
    ...fields,
  };
}

/** A quiet queue unless told otherwise. */
export function queueDocumentData(
  fields: {
    readonly v?: number;
    readonly asOf?: string;
    readonly now?: Partial<QueueNow>;
    readonly last30Minutes?: Partial<QueueWindow>;
    readonly today?: Partial<QueueWindow>;
  } = {},
): QueueDocument {
  return {
    schema: 1,
    v: fields.v ?? 1,
    asOf: fields.asOf ?? secondsBeforeNoon(60),
    at: secondsBeforeNoon(0),
    now: {
      queued: 0,
      ringing: 0,
      talking: 0,
      wrapping: 0,
      oldestWaitingSince: null,
      oldestWaitingCreatedAt: null,
      eligible: 0,
      available: 0,
      free: 0,
      ...fields.now,
    },
    last30Minutes: queueWindow(fields.last30Minutes),
    today: { ...queueWindow(fields.today), since: '2026-03-10T00:00:00.000Z' },
  };
}

export const heartbeat = (v: number, at: string, check?: BackendHeartbeat['check']): BackendHeartbeat => ({
  schema: 1,
  v,
  asOf: null,
  at,
  ...(check === undefined ? {} : { check }),
});

/** A task that waits, number `n`; nobody can say whether it can be given to an agent. */
export const waitingTask = (n: number, fields: Partial<WaitingTask> = {}): WaitingTask => ({
  taskSid: `WT${String(n).padStart(32, '0')}` as WaitingTask['taskSid'],
  ...{ phase: 'queued', channel: 'voice', priority: 5 },
  enteredAt: secondsBeforeNoon(90),
  createdAt: secondsBeforeNoon(90),
  customer: { address: '+1••••••0001', isMasked: true, name: null },
  agentRoute: { state: 'unknown' },
  ...fields,
});

/** A queue in which nobody waits and for which nobody is eligible, unless told otherwise. */
export function queueDetail(
  fields: Omit<Partial<QueueDetail>, 'now'> & { readonly now?: Partial<QueueNow> } = {},
): QueueDetail {
  const { now } = queueDocumentData({ ...(fields.now === undefined ? {} : { now: fields.now }) });
  return {
    taskQueueSid: queueSid(1),
    asOf: secondsBeforeNoon(1),
    at: secondsBeforeNoon(0),
    expressionError: null,
    queuedChannels: [],
    waiting: [],
    mayGive: false,
    agentGroups: [],
    agents: [],
    ...fields,
    now,
  };
}

const VISITS: WindowFigures = {
  ...{ offered: 9, answered: 8, answeredInTime: 6, abandoned: 2, shortAbandoned: 1, abandonedInTime: 1, flowedOut: 0 },
  ...{ answerWaitMs: 96_000, abandonWaitMs: 40_000 },
  answerWaitPercentilesMs: { p50: 12_000, p90: 30_000, p95: 65_000 },
  ...{ handled: 4, talkMs: 720_000, wrapMs: 120_000, accepted: 8, ringMs: 40_000, missed: 2, rejected: 1 },
};

/** Figures by window: half an hour of two channels, all else of one, and a quiet quarter of an hour. */
export const queueFiguresOf = (taskQueueSid: TaskQueueSid): QueueFiguresAnswer => {
  const at = new Date(NOON).toISOString();
  const none = Object.fromEntries(Object.keys(VISITS).map((key) => [key, 0]));
  const quiet = { ...VISITS, ...none, answerWaitPercentilesMs: null };
  const channels = ['chat', 'voice'].map((channel) => ({ channel, ...VISITS }));
  return {
    ...{ taskQueueSid, asOf: at, at },
    now: [
      {
        ...{ channel: 'voice', queued: 2, ringing: 1, talking: 4, wrapping: 0 },
        ...{ oldestWaitingSince: secondsBeforeNoon(30), oldestWaitingCreatedAt: secondsBeforeNoon(90) },
      },
    ],
    windows: [
      { window: 'last15Minutes', since: at, total: quiet, channels: [], occupancy: occupancyOf(0, 0) },
      { window: 'last30Minutes', since: at, total: VISITS, channels, occupancy: occupancyOf(15, 20) },
      // As an older backend answers.
      { window: 'last60Minutes', since: at, total: VISITS, channels: channels.slice(1) },
      { window: 'today', since: at, total: VISITS, channels: channels.slice(1), occupancy: occupancyOf(90, 240) },
    ],
  };
};

const occupancyOf = (busyMinutes: number, minutes: number): Occupancy => ({
  ...{ busyMs: busyMinutes * 60_000, busyOrAvailableMs: minutes * 60_000 },
});

export const OFFLINE = `WA${'0'.repeat(32)}` as ActivitySid;

export const agentGroup = (
  state: AgentGroup['state'],
  agents: number,
  activity: { readonly sid?: string; readonly name?: string; readonly longestSince?: string } = {},
): AgentGroup => ({
  state,
  agents,
  activitySid: (activity.sid ?? null) as AgentGroup['activitySid'],
  activityName: activity.name ?? null,
  longestSince: activity.longestSince ?? null,
});

/** The signed-in person, as alerts name it. */
export const ME = `WK${'1'.repeat(32)}`;

/** The latest alerts of a queue: one that is open and nobody's, and one that somebody took and that recovered. */
export function queueAlerts(): QueueAlert[] {
  const common: Omit<QueueAlert, 'id' | 'severity' | 'value' | 'raisedAt' | 'severitySince' | 'owner' | 'end'> = {
    ...{ taskQueueSid: queueSid(1), queueName: 'Sales', ruleId: 'a', metric: 'longest-wait', bound: 60 },
    ...{ note: null, snooze: null },
  };
  const raised = (seconds: number) => ({
    raisedAt: secondsBeforeNoon(seconds),
    severitySince: secondsBeforeNoon(seconds),
  });
  return [
    {
      ...{ ...common, id: '00000000-0000-4000-8000-0000000000a1', severity: 'critical', value: 65, ...raised(90) },
      ...{ owner: null, end: null },
    },
    {
      ...{ ...common, id: '00000000-0000-4000-8000-0000000000a2', severity: 'warning', value: 61, ...raised(90_000) },
      owner: { id: `WK${'2'.repeat(32)}`, name: 'Ana', since: secondsBeforeNoon(89_900) },
      end: { at: secondsBeforeNoon(89_640), reason: 'recovered' },
    },
  ];
}
