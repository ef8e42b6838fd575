import { queueDocument, queueIndexMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { ROW_HEIGHT_PX } from '../table/columns';
import { indexItem, queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import {
  BOARD_PATH,
  boardStateOf,
  cellText,
  passTimeAlive,
  renderBoard,
  rowNames,
  rowOf,
  setUpBoard,
  type QueueSetup,
} from '../testing/render-board';

const [SALES, SUPPORT, BILLING] = [queueSid(1), queueSid(2), queueSid(3)];
const person = (): ReturnType<typeof userEvent.setup> => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

setUpBoard();
afterEach(() => {
  window.history.pushState(null, '', '/');
});

const THREE = [
  { sid: SALES },
  { sid: SUPPORT, item: { name: 'Support' } },
  { sid: BILLING, item: { name: 'Billing' } },
];

describe('QueueBoard: live', () => {
  const queues = THREE;

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

  it('follows each Document once, however many parts of the board show it', async () => {
    const listenersOf = async (shown: readonly QueueSetup[]): Promise<number> => {
      const { fake, unmount } = await renderBoard(shown);
      const { listeners } = fake.store.usage();
      unmount();
      return listeners;
    };
    const three = await listenersOf(queues);
    expect(three - (await listenersOf(queues.slice(0, 1)))).toBe(2);
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

describe('QueueBoard: filter', () => {
  it('shows what its URL says, and writes there what the person chooses', async () => {
    window.history.pushState(null, '', `${BOARD_PATH}?filter=s&sort=name.descending&row=1`);
    await renderBoard(THREE);
    expect(rowNames()).toEqual(['Support', 'Sales']);
    expect(screen.getByTestId('queue-scroller').scrollTop).toBe(ROW_HEIGHT_PX);
    expect(screen.getByTestId('queue-count')).toHaveTextContent('2 of 3 queues');

    const user = person();
    await user.type(screen.getByTestId('queue-filter'), 'al');
    expect(screen.getByTestId('queue-totals')).toHaveTextContent('The queue shown');
    await user.click(screen.getByRole('button', { name: /^Waiting/ }));
    fireEvent.scroll(screen.getByTestId('queue-scroller'), { target: { scrollTop: 0 } });
    await passTime(300);
    expect(window.location.search).toBe('?filter=sal&sort=waiting.descending');
    await user.clear(screen.getByTestId('queue-filter'));
    await user.click(screen.getByRole('button', { name: 'Worst first' }));
    expect(window.location.search).toBe('');
  });

  it('takes a URL that says nothing sensible for the bare one', async () => {
    window.history.pushState(null, '', `${BOARD_PATH}?sort=constructor.up&row=-1.5`);
    await renderBoard(THREE);
    expect(rowNames()).toEqual(['Billing', 'Sales', 'Support']);
    expect(window.location.search).toBe('?row=-1.5');
  });

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

describe('QueueBoard: file', () => {
  it('has the rows that are shown, in their order, and a screen reader hears that it was saved', async () => {
    await renderBoard(THREE);
    const user = person();
    await user.type(screen.getByRole('searchbox', { name: 'Filter queues' }), 's');
    await user.click(screen.getByRole('button', { name: /^Queue/ }));
    await user.click(screen.getByRole('button', { name: /^Queue/ }));
    const files: { name: string; content: Blob }[] = [];
    const contents: Blob[] = [];
    Object.assign(URL, {
      createObjectURL: (content: Blob) => `blob:${contents.push(content)}`,
      revokeObjectURL: () => undefined,
    });
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      files.push(...contents.map((content) => ({ name: this.download, content })));
    });
    await chooseIn('board-menu', 'board-csv');
    expect(files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^queue-dashboard\.2026-03-10T12-00-\d\dZ\.csv$/),
    ]);
    expect(screen.getByTestId('board-saved')).toHaveTextContent(/^2 queues saved as a CSV file, as of 1?\d:00:\d\d/);
    const lines = (await textOf(files[0]?.content)).split('\r\n');
    expect(lines.slice(1, 4).map((line) => line.split(',')[0])).toEqual(['"Support"', '"Sales"', '']);
  });
});

/** jsdom's Blob tells its text to a FileReader only, which reads on the clock of Node, not on the test's. */
async function textOf(blob: Blob | undefined): Promise<string> {
  const reader = new FileReader();
  const read = new Promise((resolve) => (reader.onload = resolve));
  reader.readAsText(blob ?? new Blob());
  await read;
  return typeof reader.result === 'string' ? reader.result : '';
}
