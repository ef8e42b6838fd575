import { FURTHER_FIGURES_PATH, queueDocument, type FurtherFigures } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import { NOTHING_FURTHER } from '../model/figures/further-figures';
import { queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import {
  BOARD_PATH,
  cellText,
  passTimeAlive,
  renderBoard,
  rowNames,
  rowOf,
  setUpBoard,
  showColumns,
} from '../testing/render-board';

const QUEUES = [
  { sid: queueSid(1), item: { name: 'Sales' } },
  { sid: queueSid(2), item: { name: 'Support' } },
  { sid: queueSid(3), item: { name: 'Quiet' } },
];

const { last30Minutes: NOTHING } = NOTHING_FURTHER;

const told = (missed: number): FurtherFigures => ({
  at: secondsBeforeNoon(0),
  queues: [
    {
      taskQueueSid: queueSid(1),
      now: { overThreshold: 2, nearThreshold: 1 },
      last30Minutes: { ...NOTHING, missed, handledReservations: 4, talkMs: 480_000, wrapMs: 60_000 },
      today: { ...NOTHING, abandonedVisits: 2, abandonWaitMs: 30_000 },
    },
    {
      taskQueueSid: queueSid(2),
      now: { overThreshold: 4, nearThreshold: 0 },
      last30Minutes: { ...NOTHING, missed: 5, handledReservations: 1, talkMs: 20_000 },
      today: { ...NOTHING, abandonedVisits: 1, abandonWaitMs: 60_000 },
    },
  ],
});

const isAsked = ({ requests }: { readonly requests: readonly { readonly path: string | undefined }[] }): boolean =>
  requests.some(({ path }) => path === FURTHER_FIGURES_PATH);

const totals = (cell: string): string => cellText(screen.getByTestId('queue-totals'), cell);

setUpBoard();

describe('QueueBoard: figures that no Document has', () => {
  it('are not asked for while no column shows one', async () => {
    const { backend } = await renderBoard(QUEUES);
    expect(isAsked(backend)).toBe(false);
  });

  it('are asked for, beside those that are live; sums are divided once, and a queue that is not in the answer counts zero', async () => {
    showColumns('waiting.overThreshold.missed.talk.abandonTimeToday');
    const { fake, backend } = await renderBoard(QUEUES);
    expect(cellText(rowOf('Sales'), 'missed')).toContain('–');
    expect(rowOf('Sales')).toHaveTextContent('the backend has not answered');
    backend.answer(told(2));
    await passTime(300);
    const figures = (name: string) =>
      ['overThreshold', 'missed', 'talk', 'abandonTimeToday'].map((cell) => cellText(rowOf(name), cell));
    expect(figures('Sales')).toEqual(['2', '2', expect.stringContaining('2:00'), expect.stringContaining('0:15')]);
    expect(figures('Quiet')).toEqual(['0', '0', '–', '–']);
    expect(rowOf('Quiet')).toHaveTextContent('no traffic');
    expect([totals('overThreshold'), totals('missed')]).toEqual(['6', '7']);
    expect(totals('talk')).toContain('1:40');
    expect(totals('abandonTimeToday')).toContain('0:30');

    fake.setDocument(queueDocument(queueSid(1)), queueDocumentData({ v: 2, now: { queued: 3 } }));
    await passTime(300);
    expect([cellText(rowOf('Sales'), 'waiting'), cellText(rowOf('Sales'), 'missed')]).toEqual([
      expect.stringContaining('3'),
      '2',
    ]);
  });

  it('order the table, and give way to a dash when the backend does not answer any more', async () => {
    showColumns('missed');
    window.history.pushState(null, '', `${BOARD_PATH}?sort=missed.descending`);
    const { fake, backend } = await renderBoard(QUEUES);
    backend.answer(told(2));
    await passTime(300);
    expect(rowNames()).toEqual(['Support', 'Sales', 'Quiet']);
    await passTimeAlive(fake, 10);
    backend.fail('unavailable', 'The backend is not ready.', { status: 503 });
    await passTime(300);
    expect(cellText(rowOf('Sales'), 'missed')).toContain('–');
  });
});
