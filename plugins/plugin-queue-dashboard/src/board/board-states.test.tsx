import { backendHeartbeatDocument, queueDocument, queueIndexMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen } from '@testing-library/react';
import { heartbeat, queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
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

const [SALES, SUPPORT] = [queueSid(1), queueSid(2)];

setUpBoard();

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
    const message = screen.getByTestId('board-message');
    expect(message).toHaveTextContent('Sign in to Flex again');
    // Whatever somebody else's program says is not for people.
    expect(message).not.toHaveTextContent('No worker for this user');
    expect(message).toHaveTextContent('Code: forbidden');
    expect(screen.queryByTestId('backend-note')).not.toBeInTheDocument();
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
    expect(cellText(row, 'status')).toBe('OK');
    expect(row).toHaveTextContent(/as of \d+:00:00/);
    expect(row).toHaveTextContent(/Last known status, as of \d+:00:00.*: it is not being updated\./);
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
    expect(rowOf('Sales')).not.toHaveTextContent('as of');
  });

  it('calls the board stale when the backend is dead behind a live socket, and live again when it is back', async () => {
    const { fake } = await renderBoard([{ sid: SALES }]);
    await passTime(29_000);
    expect(boardStateOf()).toBe('ready');
    await passTime(3000);
    expect(boardStateOf()).toBe('stale');
    expect(screen.getByRole('alert')).toHaveTextContent('The backend is not answering');
    expect(cellText(rowOf('Sales'), 'status')).toBe('No traffic');
    expect(rowOf('Sales')).toHaveTextContent(/as of \d+:00:00/);
    await passTimeAlive(fake, 1);
    expect(boardStateOf()).toBe('ready');
  });

  it('has one notice, and keeps every status, when connection, backend and list are gone at once', async () => {
    const { fake } = await renderBoard([
      { sid: SALES, document: queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(600) } }) },
      { sid: SUPPORT, item: { name: 'Support' } },
    ]);
    act(() => {
      fake.remove(queueIndexMap);
    });
    await passTime(1000);
    expect(screen.getByTestId('stale-list')).toBeInTheDocument();
    act(() => {
      fake.disconnect();
    });
    await passTime(60_000);
    const alerts = screen.getAllByRole('alert').filter(({ textContent }) => textContent !== '');
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toHaveTextContent('Connection lost');
    expect(screen.queryByTestId('stale-list')).not.toBeInTheDocument();
    expect(screen.queryByTestId('backend-note')).not.toBeInTheDocument();
    expect(cellText(rowOf('Sales'), 'status')).toBe('Critical');
    expect(cellText(rowOf('Support'), 'status')).toBe('No traffic');
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

  it.each([
    [null, 'Live. The backend was last heard 0 sec ago.'],
    [{ at: '11:58', repair: null }, 'Checked against TaskRouter {11:58}.'],
    [{ at: '11:58', repair: ['11:58', 3] as const }, 'Checked against TaskRouter {11:58}, 3 repaired.'],
    [{ at: '11:58', repair: ['11:30', 3] as const }, 'Checked against TaskRouter {11:58}; 3 repaired {11:30}.'],
    [{ at: '11:58', repair: ['10:30', 3] as const }, 'Checked against TaskRouter {11:58}.'],
    [{ at: '11:40', repair: null }, 'Not checked against TaskRouter since {11:40}: figures may have drifted.'],
  ])('says when the figures were compared with TaskRouter, and what was repaired: %j', async (check, words) => {
    const today = (time: string): string =>
      new Date(`${secondsBeforeNoon(0).slice(0, 11)}${time}:00.000Z`).toISOString();
    const repairOf = ([time, count]: readonly [string, number]) => ({ at: today(time), count });
    await renderBoard((fake) => {
      fillService(fake, [{ sid: SALES }]);
      const told = check && { at: today(check.at), repair: check.repair && repairOf(check.repair) };
      fake.setDocument(backendHeartbeatDocument, heartbeat(2, secondsBeforeNoon(0), told));
    });
    const clock = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });
    const spoken = words.replace(/\{(.*?)\}/g, (_braces, time: string) => clock.format(Date.parse(today(time))));
    expect(screen.getByTestId('backend-note')).toHaveTextContent(spoken);
  });

  it('keeps the last good figures of a queue whose Document became invalid, marks that row only', async () => {
    const { fake } = await renderBoard([{ sid: SALES }, { sid: SUPPORT, item: { name: 'Support' } }]);
    fake.setDocument(queueDocument(SALES), { schema: 1, v: 2, nonsense: true });
    await passTime(600);
    expect(cellText(rowOf('Sales'), 'status')).toBe('No traffic');
    expect(rowOf('Sales')).toHaveTextContent('as of');
    expect(cellText(rowOf('Sales'), 'waiting')).toBe('0');
    expect(cellText(rowOf('Support'), 'status')).toBe('No traffic');
    expect(rowOf('Support')).not.toHaveTextContent('as of');
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
    expect(fake.openHandles()).toBe(0);
  });
});
