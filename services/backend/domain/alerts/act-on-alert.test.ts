import type { AlertAction, QueueAlert } from '@flex-sync-suite/shared/contract';
import { queueSid, T0, workerSid } from '../../testing/callbacks';
import { actOnAlert } from './act-on-alert';
import { alertItem, fitAlert } from './shown-alert';

const instant = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();
const ANA = { id: workerSid(1), name: 'Ana' };
const BEN = { id: 'ben', name: null };
const ALERT: QueueAlert = {
  ...{ id: '5f3a2f0e-5a52-4d7c-9d5f-8b1c4b7f5a10', taskQueueSid: queueSid(1), queueName: 'Sales', ruleId: 'a' },
  ...{ metric: 'longest-wait', severity: 'warning', value: 62.5, bound: 60 },
  ...{ raisedAt: instant(0), severitySince: instant(0), owner: null, note: null, snooze: null, end: null },
};
const act = (alert: Partial<QueueAlert>, action: AlertAction, by = ANA as typeof ANA | typeof BEN) =>
  actOnAlert({ ...ALERT, ...alert }, action, by, T0 + 5_000);
const done = (edits: object) => ({ outcome: 'done', edits: { owner: null, note: null, snooze: null, ...edits } });
const mine = { ...ANA, since: instant(1) };

test('who takes an alert is on it; the second is told who was first, and may take it over from that one', () => {
  expect(act({}, { action: 'take', from: null })).toEqual(done({ owner: { ...ANA, since: instant(5) } }));
  expect(act({ owner: mine }, { action: 'take', from: null }, BEN)).toEqual({
    ...{ outcome: 'conflict', message: 'Ana is on it already.' },
  });
  expect(act({ owner: mine }, { action: 'take', from: ANA.id }, BEN)).toMatchObject({ outcome: 'done' });
  // Said twice it is the same, and it stays since the first time.
  expect(act({ owner: mine }, { action: 'take', from: null })).toEqual(done({ owner: mine }));
  expect(act({}, { action: 'take', from: ANA.id }, BEN)).toMatchObject({
    message: 'The alert was handed back meanwhile: nobody is on it.',
  });
});

test('an alert is handed back by who is on it alone', () => {
  expect(act({ owner: mine }, { action: 'hand-back' })).toEqual(done({}));
  expect(act({ owner: mine }, { action: 'hand-back' }, BEN)).toMatchObject({ outcome: 'conflict' });
});

test('a note is kept with its author, replaces only what was read, and goes with an empty text', () => {
  const note = { text: 'Called Tom', isCut: false, by: ANA, at: instant(5) };
  expect(act({}, { action: 'note', text: 'Called Tom', replaces: null })).toEqual(done({ note }));
  expect(act({ note }, { action: 'note', text: 'Mine', replaces: null }, BEN)).toMatchObject({
    message: 'Ana changed the note meanwhile: read it, then write yours.',
  });
  expect(act({ note }, { action: 'note', text: '', replaces: note.at }, BEN)).toEqual(done({}));
});

test('a snooze has an end, and is taken back', () => {
  const snooze = { by: ANA, until: instant(905) };
  expect(act({}, { action: 'snooze', minutes: 15 })).toEqual(done({ snooze }));
  expect(act({ snooze }, { action: 'unsnooze' }, BEN)).toEqual(done({}));
});

test('an alert that ended takes a note and nothing else', () => {
  const end = { at: instant(4), reason: 'recovered' } as const;
  expect(act({ end }, { action: 'take', from: null })).toMatchObject({ outcome: 'ended' });
  expect(act({ end }, { action: 'snooze', minutes: 5 })).toMatchObject({ outcome: 'ended' });
  expect(act({ end }, { action: 'note', text: 'Why', replaces: null })).toMatchObject({ outcome: 'done' });
});

test('an item of the Map has at most 1 KiB, whatever people write, and who is on it is the last to be cut', () => {
  const long = (count: number) => '長'.repeat(count);
  const by = { id: 'x'.repeat(60), name: long(80) };
  const worst: QueueAlert = {
    ...ALERT,
    ...{
      queueName: long(300),
      owner: { ...by, since: instant(0) },
      note: { text: long(280), isCut: false, by, at: instant(0) },
    },
    ...{ snooze: { by, until: instant(0) }, end: { at: instant(0), reason: 'queue-deleted' } },
  };
  const fitted = fitAlert(worst, 1_024);
  expect(Buffer.byteLength(JSON.stringify(alertItem(fitted, Number.MAX_SAFE_INTEGER)))).toBeLessThanOrEqual(1_024);
  expect(fitAlert(ALERT, 1_024)).toEqual(ALERT);
  const noted = {
    ...ALERT,
    owner: { ...ANA, since: instant(0) },
    note: { text: long(280), isCut: false, by: ANA, at: instant(0) },
  };
  expect(fitAlert(noted, 1_024)).toMatchObject({ owner: { name: 'Ana' }, queueName: 'Sales', note: { isCut: true } });
});
