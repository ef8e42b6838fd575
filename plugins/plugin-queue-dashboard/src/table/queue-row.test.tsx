import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import { queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import { cellText, passTimeAlive, renderBoard, rowOf, setUpBoard, showColumns } from '../testing/render-board';

const [SALES, SUPPORT, BILLING] = [queueSid(1), queueSid(2), queueSid(3)];

setUpBoard();

describe('QueueBoard: figures', () => {
  it('shows every figure of a queue', async () => {
    showColumns(
      'waiting.longestWait.active.free.age.serviceLevel.offeredToday.answeredToday.abandonedToday' +
        '.completedToday.serviceLevelToday.asaToday.ahtToday.shortAbandonedToday.abandonedShareToday.toThreshold.handled',
    );
    await renderBoard([
      {
        sid: SALES,
        document: queueDocumentData({
          asOf: secondsBeforeNoon(30),
          now: {
            queued: 9,
            ringing: 3,
            talking: 4,
            wrapping: 2,
            oldestWaitingSince: secondsBeforeNoon(15),
            oldestWaitingCreatedAt: secondsBeforeNoon(75),
            eligible: 8,
            available: 5,
            free: 1,
          },
          last30Minutes: { answered: 1000, answeredInTime: 819 },
          today: {
            offered: 2000,
            answered: 1900,
            abandoned: 57,
            shortAbandoned: 7,
            completed: 1800,
            answeredInTime: 1560,
            answerWaitMs: 1900 * 15_000,
            handled: 2,
            handleMs: 2 * 605_000,
          },
        }),
      },
    ]);

    const row = rowOf('Sales');
    const figures = Object.fromEntries(
      ['waiting', 'queued', 'ringing', 'longestWait', 'active', 'talking', 'wrapping', 'free']
        .concat(['serviceLevel', 'serviceLevelTarget', 'offeredToday', 'answeredToday', 'abandonedToday'])
        .concat(['completedToday', 'serviceLevelToday', 'asaToday', 'ahtToday', 'age', 'status'])
        .concat(['shortAbandonedToday', 'abandonedShareToday', 'toThreshold', 'handled'])
        .map((cell) => [cell, cellText(row, cell)]),
    );
    expect(figures).toEqual({
      waiting: '12',
      queued: '9',
      ringing: '3',
      longestWait: '0:15',
      active: '6',
      talking: '4',
      wrapping: '2',
      free: '1',
      serviceLevel: '81.9%',
      serviceLevelTarget: '80%',
      offeredToday: '2,000',
      answeredToday: '1,900',
      abandonedToday: '50',
      completedToday: '1,800',
      serviceLevelToday: '80%',
      asaToday: '0:15',
      ahtToday: '10:05',
      shortAbandonedToday: '7',
      abandonedShareToday: '2.5%',
      toThreshold: '0:05',
      handled: '0',
      age: '30 sec',
      status: 'OK',
    });
    expect(cellText(row, 'longestWaitSinceCreated')).toBe('1:15');
    expect(within(row).getByTitle('5 available / 8 eligible')).toHaveTextContent(/^1of 5 available$/);
    // What was taken off, and not what stands above it.
    expect(within(row).getByTitle('57 abandoned / 7 short')).toHaveTextContent(/^507 short$/);
    expect(row).toHaveAttribute('data-queue-sid', SALES);
  });

  it('shows "–", read aloud as "no traffic", where a denominator is empty', async () => {
    showColumns('longestWait.serviceLevel.serviceLevelToday.asaToday.ahtToday');
    await renderBoard([{ sid: SALES }]);
    const row = rowOf('Sales');
    for (const cell of ['serviceLevel', 'serviceLevelToday', 'asaToday', 'ahtToday', 'longestWait']) {
      expect(cellText(row, cell)).toBe('–');
    }
    expect(within(row).getAllByText('no traffic')).toHaveLength(4);
    expect(within(row).getByText('nobody waits')).toBeInTheDocument();
  });

  it('says in words and by shape that a queue is critical, and which metric made it so', async () => {
    await renderBoard([
      {
        sid: SALES,
        document: queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(83) } }),
      },
    ]);
    const cell = within(rowOf('Sales')).getByTitle('Longest wait 1:23 is over the threshold 0:20.');
    expect(cell).toHaveTextContent('Critical');
    expect(cell).toHaveTextContent('Longest wait 1:23 is over the threshold 0:20.');
    // eslint-disable-next-line testing-library/no-node-access -- the shape is decoration without role or text
    expect(cell.querySelector('[data-shape]')).toHaveAttribute('data-shape', 'square');
  });

  it('leaves parts that are zero out of the second line, and weakens a row in which nothing happens', async () => {
    await renderBoard([
      { sid: SALES, document: queueDocumentData({ now: { ringing: 1, oldestWaitingSince: secondsBeforeNoon(1) } }) },
      { sid: SUPPORT, item: { name: 'Support' } },
    ]);
    const [busy, quiet] = [rowOf('Sales'), rowOf('Support')];
    expect(within(busy).getByTitle('0 queued / 1 ringing')).toHaveTextContent(/^11 ringing$/);
    expect(within(quiet).getByTitle('0 queued / 0 ringing')).toHaveTextContent(/^0$/);
    const colorOf = (row: HTMLElement): string => window.getComputedStyle(row).color;
    expect([colorOf(quiet), colorOf(busy)]).toEqual(['rgb(96, 107, 133)', 'inherit']);
  });

  it('has an edge at its beginning, and the figure that is to blame stands out, while it needs attention', async () => {
    const { fake } = await renderBoard([
      {
        sid: SALES,
        document: queueDocumentData({
          now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(15) },
          last30Minutes: { answered: 10, answeredInTime: 7 },
          today: { answered: 10, answeredInTime: 2 },
        }),
      },
    ]);
    const marks = (attribute: string): (string | null)[] =>
      // eslint-disable-next-line testing-library/no-node-access -- decoration has neither role nor text
      [...rowOf('Sales').querySelectorAll(`[${attribute}]`)].map((each) => each.getAttribute(attribute));
    expect([marks('data-edge'), marks('data-severity')]).toEqual([['warning'], ['warning']]);
    // The wait has come to three quarters of its threshold; the service level of the day is not judged.
    expect(marks('data-bar')).toEqual(['none', 'warning', 'none']);
    // eslint-disable-next-line testing-library/no-node-access -- as above
    expect(rowOf('Sales').querySelector('[data-bar] > *')).toHaveStyle({ width: '75.0%' });
    await passTimeAlive(fake, 50);
    expect([marks('data-edge'), marks('data-severity')]).toEqual([['critical'], ['critical', 'warning']]);
    expect(marks('data-bar')).toEqual(['critical', 'warning', 'none']);
    act(() => {
      fake.disconnect();
    });
    await passTime(7000);
    expect([marks('data-severity'), marks('data-bar')]).toEqual([[], ['none', 'none', 'none']]);
  });

  it('turns from OK to warning to critical as the wait grows, without a change in Sync', async () => {
    const { fake } = await renderBoard([
      { sid: SALES, document: queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(18) } }) },
    ]);
    expect(cellText(rowOf('Sales'), 'status')).toBe('OK');
    await passTimeAlive(fake, 4);
    expect(cellText(rowOf('Sales'), 'longestWait')).toBe('0:22');
    expect(cellText(rowOf('Sales'), 'status')).toBe('Warning');
    await passTimeAlive(fake, 40);
    expect(cellText(rowOf('Sales'), 'status')).toBe('Critical');
  });

  it('shows names as text, whatever is in them, and lets the browser find their direction', async () => {
    const name = '<img src=x onerror=alert(1)> خدمة';
    await renderBoard([{ sid: SALES, item: { name } }]);
    const header = within(rowOf(name)).getByRole('rowheader', { name });
    expect(header).toHaveAttribute('title', name);
    expect(within(header).getByText(name)).toHaveAttribute('dir', 'auto');
    expect(within(screen.getByTestId('queue-scroller')).queryByRole('img')).not.toBeInTheDocument();
  });

  it('draws who waited in the last hour where that column was chosen, and says that the sum of queues has none', async () => {
    showColumns('waitingTrend');
    await renderBoard([{ sid: SALES, trend: { waiting: [0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1] } }]);
    const line = within(rowOf('Sales')).getByRole('img', {
      name: /^Waiting, last 60 minutes: highest 4 at .+, now 1$/,
    });
    expect(line).toBeInTheDocument();
    expect(cellText(screen.getByTestId('queue-totals'), 'waitingTrend')).toBe('–');
  });

  it('adds the queues up in a last line, with the agents as the backend counts them', async () => {
    showColumns('waiting.free.serviceLevel.offeredToday.age');
    const figures = { answered: 10, answeredInTime: 5 };
    await renderBoard([
      {
        sid: SALES,
        document: queueDocumentData({ now: { queued: 2, free: 3 }, last30Minutes: figures, today: { offered: 7 } }),
      },
      {
        sid: SUPPORT,
        item: { name: 'Support' },
        document: queueDocumentData({
          now: { ringing: 1, free: 3 },
          last30Minutes: { answered: 30, answeredInTime: 30 },
        }),
      },
      { sid: BILLING, item: { name: 'Billing' }, document: null },
    ]);
    const totals = screen.getByTestId('queue-totals');
    expect(totals).toHaveTextContent('All 3 queues shown');
    expect(totals).toHaveTextContent('1 without figures');
    expect(cellText(totals, 'waiting')).toBe('3');
    expect(cellText(totals, 'serviceLevel')).toBe('87.5%');
    expect(cellText(totals, 'offeredToday')).toBe('7');
    expect(cellText(totals, 'free')).toBe('8');
    expect(cellText(totals, 'age')).toBe('–');
  });
});
