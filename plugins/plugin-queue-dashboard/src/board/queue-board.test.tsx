import { backendHeartbeatDocument, queueDocument, queueIndexMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { heartbeat, indexItem, queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import {
  boardStateOf,
  cellText,
  fillService,
  passTimeAlive,
  renderBoard,
  rowNames,
  rowOf,
  setUpBoard,
} from '../testing/render-board';

const [SALES, SUPPORT, BILLING] = [queueSid(1), queueSid(2), queueSid(3)];
const person = (): ReturnType<typeof userEvent.setup> => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

setUpBoard();

describe('QueueBoard: figures', () => {
  it('shows every figure of a queue', async () => {
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
            abandoned: 50,
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
      ['waiting', 'queued', 'ringing', 'longestWait', 'active', 'talking', 'wrapping', 'free', 'available', 'eligible']
        .concat(['serviceLevel', 'serviceLevelTarget', 'offeredToday', 'answeredToday', 'abandonedToday'])
        .concat(['completedToday', 'serviceLevelToday', 'asaToday', 'ahtToday', 'age', 'status'])
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
      available: '5',
      eligible: '8',
      serviceLevel: '81.9%',
      serviceLevelTarget: '80%',
      offeredToday: '2,000',
      answeredToday: '1,900',
      abandonedToday: '50',
      completedToday: '1,800',
      serviceLevelToday: '80%',
      asaToday: '0:15',
      ahtToday: '10:05',
      age: '30 sec',
      status: 'OK',
    });
    expect(cellText(row, 'longestWaitSinceCreated')).toBe('1:15');
    expect(row).toHaveAttribute('data-queue-sid', SALES);
  });

  it('shows "–", read aloud as "no traffic", where a denominator is empty', async () => {
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
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('adds the queues up in a last line, without adding agents', async () => {
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
    expect(cellText(totals, 'free')).toBe('–');
  });
});

describe('QueueBoard: live', () => {
  const queues = [
    { sid: SALES },
    { sid: SUPPORT, item: { name: 'Support' } },
    { sid: BILLING, item: { name: 'Billing' } },
  ];

  it('renders only the row whose Document changed', async () => {
    const { fake, takeRowRenders } = await renderBoard(queues);
    // Another order would renumber the rows: keep it.
    await person().click(screen.getByRole('button', { name: /^Queue/ }));
    takeRowRenders();
    fake.setDocument(queueDocument(SUPPORT), queueDocumentData({ v: 2, now: { talking: 1 } }));
    await passTime(900);
    expect(cellText(rowOf('Support'), 'talking')).toBe('1');
    expect(takeRowRenders()).toEqual([SUPPORT]);
  });

  it('renders no row while the clocks tick and the heart beats', async () => {
    const { fake, takeRowRenders } = await renderBoard([
      { sid: SALES, document: queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(1) } }) },
      ...queues.slice(1),
    ]);
    takeRowRenders();
    await passTimeAlive(fake, 5);
    expect(cellText(rowOf('Sales'), 'longestWait')).toBe('0:06');
    expect(takeRowRenders()).toEqual([]);
  });

  it('shows a burst of changes to one queue as one render each quarter of a second, the newest state last', async () => {
    const { fake, takeRowRenders } = await renderBoard(queues);
    takeRowRenders();
    for (let v = 2; v < 52; v += 1) {
      fake.setDocument(queueDocument(SALES), queueDocumentData({ v, now: { talking: v } }));
    }
    await passTime(600);
    expect(cellText(rowOf('Sales'), 'talking')).toBe('51');
  });

  it('adds a queue that is born and drops one that is deleted', async () => {
    const { fake } = await renderBoard(queues);
    act(() => {
      fake.setDocument(queueDocument(queueSid(4)), queueDocumentData());
      fake.setItem(queueIndexMap, queueSid(4), indexItem({ name: 'Returns' }));
      fake.removeItem(queueIndexMap, BILLING);
    });
    await passTime(600);
    expect(rowNames()).toEqual(['Returns', 'Sales', 'Support']);
  });

  it('announces politely which queue got worse, and nothing else', async () => {
    const { fake } = await renderBoard(queues);
    const region = screen.getByTestId('status-announcer');
    await passTimeAlive(fake, 6);
    expect(region).toHaveTextContent('');
    fake.setDocument(
      queueDocument(SUPPORT),
      queueDocumentData({ v: 2, now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(300) } }),
    );
    await passTimeAlive(fake, 1);
    expect(region).toHaveTextContent('Support: Critical');
    expect(region).toHaveAttribute('aria-live', 'polite');
  });
});

describe('QueueBoard: states', () => {
  it('says that it is loading before the list of queues is there', async () => {
    await renderBoard((fake) => {
      fake.getToken = () => new Promise(() => undefined);
    });
    expect(boardStateOf()).toBe('loading');
    expect(screen.getByRole('heading', { name: 'Loading queues' })).toBeInTheDocument();
  });

  it('says that there are no queues', async () => {
    await renderBoard([]);
    expect(boardStateOf()).toBe('empty');
    expect(screen.getByRole('heading', { name: 'No queues yet' })).toBeInTheDocument();
  });

  it('says that Sync forbids the list, and hides figures when the permission is withdrawn', async () => {
    const { fake } = await renderBoard([{ sid: SALES }]);
    expect(boardStateOf()).toBe('ready');
    act(() => {
      fake.forbid(queueIndexMap);
    });
    await passTime(600);
    expect(boardStateOf()).toBe('forbidden');
    expect(screen.queryByTestId('queue-row')).not.toBeInTheDocument();
  });

  it('says that the token was refused', async () => {
    await renderBoard((fake) => {
      fake.getToken = () => Promise.reject(Object.assign(new Error('No worker for this user'), { code: 'forbidden' }));
    });
    expect(boardStateOf()).toBe('denied');
    expect(screen.getByTestId('board-message')).toHaveTextContent('No worker for this user.');
  });

  it('says why the list cannot be read and that it retries, then recovers', async () => {
    const { fake } = await renderBoard(() => undefined);
    expect(boardStateOf()).toBe('error');
    expect(screen.getByTestId('board-message')).toHaveTextContent('The board retries by itself');
    fillService(fake, [{ sid: SALES }]);
    await passTime(60_000);
    expect(rowNames()).toEqual(['Sales']);
  });

  it('keeps the figures and says since when, after the connection is lost, and recovers without a reload', async () => {
    const { fake } = await renderBoard([
      { sid: SALES, document: queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(5) } }) },
    ]);
    act(() => {
      fake.disconnect();
    });
    await passTime(1000);
    expect(boardStateOf()).toBe('ready');
    await passTime(6000);
    expect(boardStateOf()).toBe('lost');
    expect(screen.getByRole('alert')).toHaveTextContent(/Connection lost.*since .*\d:00:00/);
    const row = rowOf('Sales');
    expect(cellText(row, 'status')).toBe('Stale');
    expect(cellText(row, 'waiting')).toBe('1');
    const wait = cellText(row, 'longestWait');
    await passTime(10_000);
    expect(cellText(row, 'longestWait')).toBe(wait);

    act(() => {
      fake.reconnect();
    });
    await passTimeAlive(fake, 1);
    expect(boardStateOf()).toBe('ready');
    expect(screen.getByRole('alert')).toBeEmptyDOMElement();
    expect(cellText(rowOf('Sales'), 'status')).not.toBe('Stale');
  });

  it('calls the board stale when the backend is dead behind a live socket, and live again when it is back', async () => {
    const { fake } = await renderBoard([{ sid: SALES }]);
    await passTime(29_000);
    expect(boardStateOf()).toBe('ready');
    await passTime(3000);
    expect(boardStateOf()).toBe('stale');
    expect(screen.getByRole('alert')).toHaveTextContent('The backend is not answering');
    expect(cellText(rowOf('Sales'), 'status')).toBe('Stale');
    await passTimeAlive(fake, 1);
    expect(boardStateOf()).toBe('ready');
  });

  it('calls the board stale at once when the heartbeat that it finds is old', async () => {
    await renderBoard((fake) => {
      fillService(fake, [{ sid: SALES }]);
      fake.setDocument(backendHeartbeatDocument, heartbeat(2, secondsBeforeNoon(120)));
    });
    expect(boardStateOf()).toBe('stale');
  });

  it('does not call a quiet queue stale while the backend lives', async () => {
    const { fake } = await renderBoard([
      { sid: SALES, document: queueDocumentData({ asOf: secondsBeforeNoon(3 * 3600) }) },
    ]);
    await passTimeAlive(fake, 60);
    expect(boardStateOf()).toBe('ready');
    expect(cellText(rowOf('Sales'), 'status')).toBe('No traffic');
    expect(screen.getByTestId('backend-note')).toHaveTextContent(/^Live\./);
  });

  it('keeps the last good figures of a queue whose Document became invalid, marks that row only', async () => {
    const { fake } = await renderBoard([{ sid: SALES }, { sid: SUPPORT, item: { name: 'Support' } }]);
    fake.setDocument(queueDocument(SALES), { schema: 1, v: 2, nonsense: true });
    await passTime(600);
    expect(cellText(rowOf('Sales'), 'status')).toBe('Stale');
    expect(cellText(rowOf('Sales'), 'waiting')).toBe('0');
    expect(cellText(rowOf('Support'), 'status')).toBe('No traffic');
    expect(boardStateOf()).toBe('ready');
  });

  it('leaves out an entry of the list that is not valid, and says so', async () => {
    const { fake } = await renderBoard([{ sid: SALES }]);
    act(() => {
      fake.setItem(queueIndexMap, SUPPORT, { name: 7 });
    });
    await passTime(600);
    expect(rowNames()).toEqual(['Sales']);
    expect(screen.getByTestId('invalid-queues')).toHaveTextContent('not valid: 1');
  });

  it('shows a row for a queue whose figures cannot be read', async () => {
    const { fake } = await renderBoard([{ sid: SALES, document: null }]);
    await passTime(1000);
    expect(cellText(rowOf('Sales'), 'status')).toBe('Unavailable');
    fake.setDocument(queueDocument(SALES), queueDocumentData());
    await passTime(60_000);
    expect(cellText(rowOf('Sales'), 'waiting')).toBe('0');
  });

  it('follows nothing any more after it was closed', async () => {
    const { fake, unmount } = await renderBoard([{ sid: SALES }]);
    expect(fake.store.usage().listeners).toBeGreaterThan(0);
    unmount();
    expect(fake.store.usage().listeners).toBe(0);
    await passTime(31_000);
    expect(fake.service.openHandles()).toBe(0);
  });
});

describe('QueueBoard: filter', () => {
  it('filters by name and group, counts, and says when nothing matches', async () => {
    await renderBoard([
      { sid: SALES, item: { name: 'Zürich', groups: ['Sales'] } },
      { sid: SUPPORT, item: { name: 'Support' } },
    ]);
    const user = person();
    const box = screen.getByRole('searchbox', { name: 'Filter queues' });
    expect(screen.getByTestId('queue-count')).toHaveTextContent('2 queues');
    await user.type(box, 'zurich sales');
    await passTime(300);
    expect(rowNames()).toEqual(['Zürich']);
    expect(screen.getByTestId('queue-count')).toHaveTextContent('1 of 2 queues');
    await user.type(box, 'x');
    await passTime(300);
    expect(boardStateOf()).toBe('no-match');
    await user.click(screen.getByRole('button', { name: 'Clear filter' }));
    await passTime(300);
    expect(rowNames()).toHaveLength(2);
  });
});
