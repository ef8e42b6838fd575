import fc from 'fast-check';
import { indexItem, queueDocumentData, queueSid, secondsBeforeNoon } from '../../testing/queue-fixtures';
import type { QueueStatus } from '../figures/queue-row-model';
import { columnOf } from '../../table/columns';
import { DEFAULT_SORT, naturalDirection, sortQueues, type SortableQueue, type SortColumn } from './sort-queues';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function queue(
  name: string,
  document: SortableQueue['document'],
  { sid = name, status = 'ok' }: { readonly sid?: string; readonly status?: QueueStatus } = {},
): SortableQueue {
  return { sid, status, item: indexItem({ name }), document, failedSince: null };
}

const names = (queues: readonly SortableQueue[], column: SortColumn, direction: 'ascending' | 'descending'): string[] =>
  sortQueues(queues, { formula: columnOf(column).formula, direction }, collator).map(({ item }) => item.name);

describe('sortQueues', () => {
  it('puts what needs attention first: the worst status, then the longest wait', () => {
    const waiting = (seconds: number) =>
      queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(seconds) } });
    const queues = [
      queue('quiet', queueDocumentData(), { status: 'noTraffic' }),
      queue('fine', waiting(5)),
      queue('short', waiting(100), { status: 'critical' }),
      queue('warned', waiting(30), { status: 'warning' }),
      queue('long', waiting(200), { status: 'critical' }),
      queue('unread', undefined, { status: 'loading' }),
    ];
    expect(names(queues, DEFAULT_SORT.column, DEFAULT_SORT.direction)).toEqual([
      'long',
      'short',
      'warned',
      'fine',
      'quiet',
      'unread',
    ]);
  });

  it('sorts names as people do: without regard to case, and 2 before 10', () => {
    const queues = ['Queue 10', 'queue 2', 'Älter', 'Zoo'].map((name) => queue(name, undefined));
    expect(names(queues, 'name', 'ascending')).toEqual(['Älter', 'queue 2', 'Queue 10', 'Zoo']);
    expect(names(queues, 'name', 'descending')).toEqual(['Zoo', 'Queue 10', 'queue 2', 'Älter']);
  });

  const busy = queueDocumentData({
    asOf: secondsBeforeNoon(1),
    now: { queued: 2, talking: 2, free: 2, oldestWaitingSince: secondsBeforeNoon(1) },
    last30Minutes: { answered: 2, answeredInTime: 2 },
    today: {
      offered: 2,
      answered: 2,
      abandoned: 2,
      completed: 2,
      answeredInTime: 2,
      answerWaitMs: 8,
      handled: 1,
      handleMs: 9,
    },
  });
  const slow = queueDocumentData({
    asOf: secondsBeforeNoon(2),
    now: { queued: 1, talking: 1, free: 1, oldestWaitingSince: secondsBeforeNoon(2) },
    last30Minutes: { answered: 2, answeredInTime: 1 },
    today: {
      offered: 1,
      answered: 1,
      abandoned: 1,
      completed: 1,
      answeredInTime: 0,
      answerWaitMs: 1,
      handled: 1,
      handleMs: 1,
    },
  });

  it.each<SortColumn>([
    'waiting',
    'active',
    'free',
    'serviceLevel',
    'offeredToday',
    'answeredToday',
    'abandonedToday',
    'completedToday',
    'serviceLevelToday',
    'asaToday',
    'ahtToday',
  ])('sorts by %s, and puts a queue without that figure last in both directions', (column) => {
    const queues = [queue('none', undefined), queue('less', slow), queue('more', busy)];
    expect(names(queues, column, 'ascending')).toEqual(['less', 'more', 'none']);
    expect(names(queues, column, 'descending')).toEqual(['more', 'less', 'none']);
  });

  it('sorts by the time to the threshold: what is over it longest comes before what reaches it next', () => {
    const waiting = (seconds: number) =>
      queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(seconds) } });
    const queues = [
      queue('nobody', queueDocumentData()),
      queue('soon', waiting(15)),
      queue('over', waiting(25)),
      { ...queue('patient', waiting(30)), item: indexItem({ name: 'patient', channels: ['chat'] }) },
    ];
    expect(names(queues, 'toThreshold', 'ascending')).toEqual(['over', 'soon', 'patient', 'nobody']);
  });

  it.each<SortColumn>(['longestWait', 'age'])('sorts by %s: the earlier instant is the longer time', (column) => {
    const queues = [queue('none', undefined), queue('recent', busy), queue('old', slow)];
    expect(names(queues, column, 'descending')).toEqual(['old', 'recent', 'none']);
    expect(names(queues, column, 'ascending')).toEqual(['recent', 'old', 'none']);
  });

  it('puts a queue in which nobody waits last by longest wait in both directions', () => {
    const queues = [queue('nobody', queueDocumentData()), queue('somebody', busy)];
    expect(names(queues, 'longestWait', 'ascending')).toEqual(['somebody', 'nobody']);
    expect(names(queues, 'longestWait', 'descending')).toEqual(['somebody', 'nobody']);
  });

  it('gives one order for one set of queues, however they arrive', () => {
    const queues = fc.uniqueArray(
      fc.record({
        sid: fc.integer({ min: 0, max: 50 }),
        name: fc.constantFrom('a', 'b'),
        queued: fc.option(fc.nat(2)),
      }),
      { selector: ({ sid }) => sid },
    );
    fc.assert(
      fc.property(queues, fc.infiniteStream(fc.nat()), (all, random) => {
        const rows = all.map(({ sid, name, queued }) =>
          queue(name, queued === null ? undefined : queueDocumentData({ now: { queued } }), { sid: queueSid(sid) }),
        );
        const shuffled = rows
          .map((row) => ({ row, place: random.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ row }) => row);
        const sids = (some: readonly SortableQueue[]): string[] =>
          sortQueues(some, { formula: columnOf('waiting').formula, direction: 'descending' }, collator).map(
            ({ sid }) => sid,
          );
        expect(sids(shuffled)).toEqual(sids(rows));
      }),
    );
  });
});

it('shows names from A first, figures from the largest, thresholds from the next', () => {
  expect((['name', 'status', 'waiting', 'toThreshold'] as const).map(naturalDirection)).toEqual([
    'ascending',
    'descending',
    'descending',
    'ascending',
  ]);
});
