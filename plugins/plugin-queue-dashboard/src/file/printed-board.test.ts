import { createFormatters } from '../model/formatters';
import { queueHealths } from '../data/use-board-queues';
import { indexItem, NOON, queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import { columnsFrom } from '../table/shown-columns';
import { itemOfChannel } from '../model/figures/channel-state';
import { printPage } from './print-page';
import { shownRows } from './shown-rows';
import { printedBoard } from './printed-board';

const format = createFormatters('en-US');
const queues = [
  {
    sid: queueSid(1),
    item: indexItem({ name: '<b>Sales</b>' }),
    failedSince: null,
    document: queueDocumentData({
      now: { queued: 3, ringing: 1, oldestWaitingSince: secondsBeforeNoon(100) },
      last30Minutes: { answered: 8, answeredInTime: 4 },
    }),
  },
  { sid: queueSid(2), item: indexItem({ name: 'Billing' }), failedSince: null, document: undefined },
];
const clock = { nowMs: NOON, offsetMs: 0, isBoardStale: false };
const rows = shownRows({
  ...{ queues, clock, healths: queueHealths(queues, clock), unfolded: new Set([queueSid(1)]) },
  channelOf: ({ item }, channel) => ({ item: itemOfChannel(item, channel), document: undefined, failedSince: null }),
});
const board = {
  ...{ queues, rows, nowMs: NOON, isLive: true, reportingZone: 'UTC', filter: 'ales' },
  columns: columnsFrom('waiting.longestWait.serviceLevel'),
};

it('has every row as the board shows it, of when it is, and what its columns are', () => {
  const page = printedBoard(board, format);
  expect(page.heads).toEqual(['Queue', 'Status', 'Waiting', 'Longest wait', 'Service level 30 min']);
  expect(page.rows).toEqual([
    ['<b>Sales</b>', 'Critical', '4', '1:40', '50%'],
    ['<b>Sales</b>: voice', 'Loading', '–', '–', '–'],
    ['Billing', 'Loading', '–', '–', '–'],
  ]);
  expect(page.notes).toEqual([expect.stringMatching(/^As of .*2026/), '2 queues', 'Filter: ales']);
  expect(page.definitions.map(({ term }) => term)).toEqual(page.heads.slice(1));
  expect(page.definitions[1]?.lines).toEqual(['Tasks queued or ringing now.', 'queued + ringing']);
  expect(printedBoard({ ...board, isLive: false }, format).notes[1]).toMatch(/not being updated/);
});

it('is printed on a page of its own, which goes when it is printed', () => {
  let title = '';
  printPage(printedBoard(board, format), (view) => {
    title = view.document.title;
    const { body } = view.document;
    expect([...body.querySelectorAll('tbody th')].map((name) => name.textContent)).toEqual([
      ...['<b>Sales</b>', '<b>Sales</b>: voice', 'Billing'],
    ]);
    expect(body.querySelector('b')).toBeNull();
    view.dispatchEvent(new Event('afterprint'));
  });
  expect(title).toBe('Queue dashboard');
  expect(document.querySelector('iframe')).toBeNull();
});
