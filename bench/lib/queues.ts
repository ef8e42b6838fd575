import type { QueueDocument, QueueIndexItem, QueueWindow, TaskQueueSid } from '../../src/contract';

/** SID of the queue with this number. */
export const queueSidOf = (number: number): TaskQueueSid =>
  `WQ${number.toString(16).padStart(32, '0')}` as TaskQueueSid;

/** Its entry in the list of queues. */
export const queueIndexItemOf = (number: number): QueueIndexItem => ({
  schema: 1,
  v: 1,
  asOf: new Date(0).toISOString(),
  name: `Queue ${String(number).padStart(3, '0')}`,
  channels: ['voice'],
  groups: [],
  serviceLevel: {
    ...{ targetPercent: 80, thresholdSeconds: { default: 60, voice: 20 }, shortAbandonSeconds: 5 },
    ...{ formula: 'S6', countsFlowOuts: false },
  },
});

/** A busy queue's Document; other versions have other figures. */
export function queueDocumentOf(version: number, now: number): QueueDocument {
  const at = new Date(now).toISOString();
  const figures = (scale: number): QueueWindow => ({
    offered: 40 * scale + (version % 7),
    answered: 36 * scale + (version % 5),
    answeredInTime: 30 * scale,
    abandoned: 2 * scale + (version % 3),
    shortAbandoned: scale,
    abandonedInTime: scale,
    flowedOut: 0,
    completed: 35 * scale,
    handled: 35 * scale,
    answerWaitMs: 36 * scale * 9_000,
    handleMs: 35 * scale * 240_000,
  });
  const queued = version % 4;
  return {
    schema: 1,
    v: version,
    asOf: at,
    at,
    now: {
      queued,
      ringing: version % 2,
      talking: version % 9,
      wrapping: version % 3,
      oldestWaitingSince: queued + (version % 2) === 0 ? null : new Date(now - (version % 60) * 1_000).toISOString(),
      oldestWaitingCreatedAt: null,
      eligible: 20,
      available: 12,
      free: version % 6,
    },
    last30Minutes: figures(1),
    today: { ...figures(12), since: new Date(Math.floor(now / 86_400_000) * 86_400_000).toISOString() },
  };
}
