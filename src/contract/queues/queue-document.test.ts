import { queueDocument, QueueDocument, type QueueWindow } from './queue-document';
import { QueueGroupDocument } from './queue-group-document';
import { QueueIndexItem } from './queue-index';
import { parseWithSchema } from '../schema';
import { TaskQueueSid } from '../sid';
import * as v from 'valibot';

const KIBIBYTE = 1024;

/** A queue of the largest documented workspace (500,000 tasks) with a day of ten-hour waits. */
const worstWindow: QueueWindow = {
  offered: 500_000,
  answered: 500_000,
  answeredInTime: 500_000,
  abandoned: 500_000,
  shortAbandoned: 500_000,
  abandonedInTime: 500_000,
  flowedOut: 500_000,
  completed: 500_000,
  handled: 500_000,
  answerWaitMs: 500_000 * 36_000_000,
  handleMs: 500_000 * 36_000_000,
};

const instant = '2026-11-22T23:59:59.999Z';

const worst: QueueDocument = {
  schema: 1,
  v: Number.MAX_SAFE_INTEGER,
  asOf: instant,
  at: instant,
  now: {
    queued: 500_000,
    ringing: 500_000,
    talking: 500_000,
    wrapping: 500_000,
    oldestWaitingSince: instant,
    oldestWaitingCreatedAt: instant,
    eligible: 15_000,
    available: 15_000,
    free: 15_000,
  },
  last30Minutes: worstWindow,
  today: { ...worstWindow, since: instant },
};

describe('the Document of a group', () => {
  it('stays within 1 KiB with all tasks of the largest workspace, too', () => {
    const sums = { ...worstWindow, served: 500_000, judged: 500_000 };
    const document = {
      ...worst,
      queues: 500,
      now: { ...worst.now, busy: 15_000 },
      last30Minutes: sums,
      today: { ...sums, since: instant },
    };
    expect(parseWithSchema(QueueGroupDocument, document).ok).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThanOrEqual(KIBIBYTE);
  });
});

describe('the queue Document', () => {
  it('stays within 1 KiB in the worst case, so that Sync never lowers its write rate', () => {
    expect(parseWithSchema(QueueDocument, worst).ok).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(worst))).toBeLessThanOrEqual(KIBIBYTE);
  });

  it('is named after its TaskQueue without looking like a SID', () => {
    const sid = v.parse(TaskQueueSid, `WQ${'a'.repeat(32)}`);
    expect(queueDocument(sid).uniqueName).toBe(`queue.${sid}`);
  });

  it.each([
    ['a negative count', { ...worst, now: { ...worst.now, queued: -1 } }, 'now.queued'],
    ['a fraction', { ...worst, v: 1.5 }, 'v'],
    ['a time without a date', { ...worst, at: '23:59' }, 'at'],
    ['another schema number', { ...worst, schema: 2 }, 'schema'],
    ['a missing window', { ...worst, today: undefined }, 'today'],
  ])('refuses %s and says where', (_what, payload, path) => {
    expect(parseWithSchema(QueueDocument, payload)).toMatchObject({ ok: false, path });
  });

  it('reads what backends wrote before abandons in time were counted, and before there were formulas', () => {
    const last30Minutes = { ...worstWindow, abandonedInTime: undefined };
    const document = parseWithSchema(QueueDocument, { ...worst, last30Minutes });
    expect(document).toMatchObject({ ok: true, value: { last30Minutes: { offered: 500_000, abandonedInTime: 0 } } });
    const serviceLevel = { targetPercent: 80, thresholdSeconds: { default: 60 }, shortAbandonSeconds: 5 };
    const item = { schema: 1, v: 1, asOf: instant, name: 'Sales', channels: [], groups: [], serviceLevel };
    const inForce = { ...serviceLevel, formula: 'S6', countsFlowOuts: false };
    expect(parseWithSchema(QueueIndexItem, item)).toMatchObject({ ok: true, value: { serviceLevel: inForce } });
  });

  it('tolerates fields that a newer backend adds', () => {
    expect(parseWithSchema(QueueDocument, { ...worst, extra: true }).ok).toBe(true);
  });
});
