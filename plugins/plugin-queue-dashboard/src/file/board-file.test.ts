import type { BoardQueue } from '../data/use-board-queues';
import type { QueueHealth } from '../model/figures/queue-row-model';
import {
  indexItem,
  NOON,
  queueDocumentData,
  queueFiguresOf,
  queueSid,
  secondsBeforeNoon,
} from '../testing/queue-fixtures';
import { columnOf } from '../table/columns';
import { channelState, itemOfChannel } from '../model/figures/channel-state';
import { boardFile, type ShownBoard } from './board-file';
import type { ShownRow } from './shown-rows';

const [SALES, SUPPORT] = [queueSid(1), queueSid(2)];

const sales: BoardQueue = {
  sid: SALES,
  failedSince: null,
  item: indexItem({ name: '=Sales', channels: ['chat', 'voice'], groups: ['EMEA', 'VIP'] }),
  document: queueDocumentData({
    now: { queued: 3, ringing: 1, free: 2, available: 3, eligible: 4, oldestWaitingSince: secondsBeforeNoon(83.5) },
    last30Minutes: { answered: 100, answeredInTime: 86, abandoned: 7, shortAbandoned: 1 },
    today: { offered: 1420, answered: 8, answerWaitMs: 12_345, abandoned: 3, shortAbandoned: 1 },
  }),
};
const loading: BoardQueue = {
  sid: SUPPORT,
  failedSince: null,
  item: indexItem({ name: 'Support' }),
  document: undefined,
};

const health = (status: QueueHealth['status'], lastKnownAt: number | null = null): QueueHealth => ({
  ...{ status, lastKnownAt },
  causes: [],
});

const COLUMNS = (
  ['name', 'status', 'waiting', 'longestWait', 'free', 'serviceLevel', 'offeredToday', 'abandonedToday'] as const
)
  .map(columnOf)
  .concat((['answeredToday', 'asaToday', 'ahtToday', 'age'] as const).map(columnOf));

const rowOf = (source: BoardQueue, ofRow: QueueHealth): ShownRow => ({
  ...{ sid: source.sid, channel: null, source, health: ofRow },
});

const shown = (fields: Partial<ShownBoard> = {}): ShownBoard => ({
  columns: COLUMNS,
  queues: [sales, loading],
  rows: [rowOf(sales, health('critical')), rowOf(loading, health('loading'))],
  nowMs: NOON,
  isLive: true,
  reportingZone: 'Europe/Berlin',
  filter: '',
  ...fields,
});

/** The cells of a file in which none has a comma or a quote; also a line without cells. */
const linesOf = (text: string): string[][] =>
  text
    .replace('\uFEFF', '')
    .split('\r\n')
    .map((line) => (line === '' ? [] : line.slice(1, -1).split('","')));

/** The cells of a row by their heads. */
function cellsOf(text: string, line: number): Record<string, string> {
  const lines = linesOf(text);
  return Object.fromEntries((lines[0] ?? []).map((head, index) => [head, lines[line]?.[index] ?? '(none)']));
}

it('has a line for each row, in its order, with raw numbers under heads that say unit and window', () => {
  const { name, text } = boardFile(shown());
  expect(name).toBe('queue-dashboard.2026-03-10T12-00-00Z.csv');
  expect(cellsOf(text, 1)).toMatchObject({
    Queue: "'=Sales",
    'Queue SID': SALES,
    Groups: 'EMEA; VIP',
    Status: 'Critical',
    'Last known as of (UTC)': '',
    'Target (share)': '0.8',
    'Threshold (seconds, by channel)': 'chat 60; voice 20',
    'Short abandon below (seconds)': '5',
    'Waiting (tasks, now)': '4',
    'Queued (tasks, now)': '3',
    'Longest wait (seconds, now)': '83.5',
    'Longest time since first contact (seconds, now)': '',
    'Agents free (agents, now)': '2',
    'Eligible (agents, now)': '4',
    'Service level 30 min (share)': '0.811321',
    'Answered in time (tasks, last 30 minutes)': '86',
    'Short abandons (tasks, last 30 minutes)': '1',
    'Offered today (tasks)': '1420',
    'Abandoned today (tasks)': '2',
    'ASA today (seconds)': '1.543',
    'Sum of waits (seconds, today)': '12.345',
    'AHT today (seconds)': '',
    'Last change (seconds, now)': '60',
  });
  expect(cellsOf(text, 2)).toMatchObject({ Queue: 'Support', Status: 'Loading', 'Waiting (tasks, now)': '' });
});

it('has a line for each channel of what is unfolded, with its own threshold and nothing that is of the whole queue', () => {
  const source = {
    ...{ item: itemOfChannel(sales.item, 'voice'), failedSince: null },
    document: channelState(queueFiguresOf(SALES), 'voice'),
  };
  const row: ShownRow = { sid: SALES, channel: 'voice', source, health: health('warning') };
  const { text } = boardFile(shown({ rows: [rowOf(sales, health('critical')), row] }));
  expect(cellsOf(text, 1)).toMatchObject({ Channel: 'all' });
  expect(cellsOf(text, 2)).toMatchObject({
    ...{ Queue: "'=Sales", 'Queue SID': SALES, Channel: 'voice', Status: 'Warning' },
    'Threshold (seconds, by channel)': 'voice 20',
    'Waiting (tasks, now)': '3',
    'Longest wait (seconds, now)': '30',
    'Agents free (agents, now)': '',
    'Service level 30 min (share)': '0.666667',
    'AHT today (seconds)': '210',
    'Last change (seconds, now)': '',
  });
});

it('has each figure and each count once', () => {
  const [heads = []] = linesOf(boardFile(shown()).text);
  expect(new Set(heads).size).toBe(heads.length);
  expect(heads.filter((head) => /^(Free|Answered|Offered) \(/.test(head))).toEqual([
    'Answered (tasks, last 30 minutes)',
  ]);
});

it('says below the rows of when it is, over what, and what each column means', () => {
  const lines = linesOf(boardFile(shown({ filter: 'sa' })).text);
  expect(lines[3]).toEqual([]);
  expect(lines.slice(4, 9)).toEqual([
    ['# As of (UTC)', '2026-03-10T12:00:00.000Z', 'live'],
    ['# Last 30 minutes', '2026-03-10T11:31:00.000Z', '2026-03-10T12:00:00.000Z'],
    ['# Today', '2026-03-10T00:00:00.000Z', '2026-03-10T12:00:00.000Z'],
    ['# Reporting time zone', 'Europe/Berlin'],
    ['# Filter', 'sa'],
  ]);
  expect(lines).toContainEqual(['# Waiting (tasks, now)', 'Tasks queued or ringing now', 'queued + ringing']);
  expect(lines).toContainEqual([
    '# ASA today (seconds)',
    'Average speed of answer: mean wait of answered tasks today',
    'of waiting ÷ answered',
  ]);
});

it('a queue that is not updated has its figures as they were last known', () => {
  const at = NOON - 30_000;
  const rows = [rowOf(sales, health('critical', at))];
  const { text } = boardFile(shown({ queues: [sales], rows, isLive: false }));
  expect(cellsOf(text, 1)).toMatchObject({ 'Last known as of (UTC)': new Date(at).toISOString() });
  expect(text).toContain('last known figures');
});
