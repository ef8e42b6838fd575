import * as v from 'valibot';
import { MAX_RECENT_CALLS_IN_SYNC, RecentCall, recentCallsMap } from './recent-call';
import { parseWithSchema } from '../schema';
import { WorkerSid } from '../sid';

const sid = (prefix: string): string => `${prefix}${'a'.repeat(32)}`;
const instant = '2026-11-22T23:59:59.999Z';

const row = {
  schema: 1,
  v: 1,
  asOf: instant,
  reservationSid: sid('WR'),
  taskSid: sid('WT'),
  direction: 'inbound',
  channel: 'voice',
  outcome: 'missed',
  party: { address: '+15005550001', isMasked: false, name: null },
  line: '+15005550006',
  taskQueueSid: sid('WQ'),
  queueName: 'Support',
  createdAt: instant,
  taskCreatedAt: instant,
  enteredAt: instant,
  acceptedAt: null,
  wrapupAt: null,
  endedAt: instant,
  transfer: null,
  returnedAt: null,
  disposition: null,
  note: null,
  notesRevision: 0,
  cut: [],
};

describe('a recent call', () => {
  it('leaves room for texts within 1 KiB', () => {
    expect(parseWithSchema(RecentCall, row).ok).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(800);
  });

  it('lives in a Map of its agent, opened with the personal token', () => {
    const workerSid = v.parse(WorkerSid, sid('WK'));
    expect(recentCallsMap(workerSid)).toMatchObject({ uniqueName: `recent-calls.${workerSid}`, scope: 'personal' });
    expect(MAX_RECENT_CALLS_IN_SYNC).toBe(200);
  });

  it('refuses an outcome it does not know', () => {
    expect(parseWithSchema(RecentCall, { ...row, outcome: 'ghosted' })).toMatchObject({ ok: false, path: 'outcome' });
  });
});
