import { queueDocument, queueIndexMap } from '@flex-sync-suite/shared/contract';
import { MAX_UNWINDOWED_ROWS } from '@flex-sync-suite/shared/views';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { indexItem, queueDocumentData, queueSid } from '../testing/queue-fixtures';
import { boardStateOf, renderBoard, rowNames, rowOf, setUpBoard, type QueueSetup } from '../testing/render-board';
import { ROW_HEIGHT_PX } from './columns';

const person = (): UserEvent => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

/** Queues named by letters, with this many tasks in conversation each. */
const talking = (...counts: readonly number[]): QueueSetup[] =>
  counts.map((count, index) => ({
    sid: queueSid(index),
    item: { name: String.fromCharCode(65 + index) },
    document: queueDocumentData({ now: { talking: count } }),
  }));

const sortBy = (title: RegExp): Promise<void> => person().click(screen.getByRole('button', { name: title }));

setUpBoard();

describe('QueueTable: sorting', () => {
  it('sorts by a column, turns around, and tells a screen reader so', async () => {
    await renderBoard(talking(2, 3, 1));
    await sortBy(/^Active/);
    expect(rowNames()).toEqual(['B', 'A', 'C']);
    const header = (): HTMLElement => screen.getByRole('columnheader', { name: /^Active/ });
    expect(header()).toHaveAttribute('aria-sort', 'descending');
    expect(screen.getByRole('columnheader', { name: /^Waiting/ })).toHaveAttribute('aria-sort', 'none');

    await sortBy(/^Active/);
    expect(rowNames()).toEqual(['C', 'A', 'B']);
    expect(header()).toHaveAttribute('aria-sort', 'ascending');
  });

  it('goes back to what needs attention', async () => {
    await renderBoard(talking(2, 3, 1));
    await sortBy(/^Active/);
    await person().click(screen.getByRole('button', { name: 'Worst first' }));
    expect(screen.getByRole('columnheader', { name: /^Status/ })).toHaveAttribute('aria-sort', 'descending');
    expect(screen.queryByRole('button', { name: 'Worst first' })).not.toBeInTheDocument();
  });

  it('follows the live figures while nobody is in the table', async () => {
    const { fake } = await renderBoard(talking(2, 3, 1));
    await sortBy(/^Active/);
    fake.setDocument(queueDocument(queueSid(2)), queueDocumentData({ v: 2, now: { talking: 9 } }));
    await passTime(600);
    expect(rowNames()).toEqual(['C', 'B', 'A']);
  });
});

describe('QueueTable: heads', () => {
  it('say the window once above its figures, and with each title to who hears it alone', async () => {
    await renderBoard(talking(1));
    const groups = screen.getAllByRole('columnheader').filter((head) => head.getAttribute('scope') === 'colgroup');
    expect(groups.map((head) => [head.textContent, head.getAttribute('colspan')])).toEqual([
      ['Now', '4'],
      ['Last 30 minutes', '2'],
      ['Today', '2'],
    ]);
    expect(screen.getByRole('button', { name: 'Service level today' })).toHaveTextContent(/^Service level/);
    expect(screen.getByRole('columnheader', { name: 'Queue' })).toHaveAttribute('rowspan', '2');
    // eslint-disable-next-line testing-library/no-node-access -- the groups that the heads are of have no role
    expect([...screen.getByRole('table').querySelectorAll('colgroup')].map(({ children }) => children.length)).toEqual([
      2, 4, 2, 2,
    ]);
  });
});

describe('QueueTable: order held still', () => {
  async function withPointerInside() {
    const view = await renderBoard(talking(2, 3, 1));
    await sortBy(/^Active/);
    fireEvent.pointerEnter(rowOf('A'));
    view.fake.setDocument(queueDocument(queueSid(2)), queueDocumentData({ v: 2, now: { talking: 9 } }));
    await passTime(600);
    return view;
  }

  it('keeps the rows in place under the pointer and says how many would move', async () => {
    await withPointerInside();
    expect(rowNames()).toEqual(['B', 'A', 'C']);
    expect(within(rowOf('C')).getAllByText('9')).not.toHaveLength(0);
    await person().click(screen.getByRole('button', { name: '1 row moved: refresh order' }));
    expect(rowNames()).toEqual(['C', 'B', 'A']);
    expect(screen.queryByRole('button', { name: /refresh order/ })).not.toBeInTheDocument();
  });

  it('takes the live order when the pointer leaves', async () => {
    await withPointerInside();
    fireEvent.pointerLeave(rowOf('A'));
    expect(rowNames()).toEqual(['C', 'B', 'A']);
  });

  it('takes the live order at once when the person sorts', async () => {
    await withPointerInside();
    await sortBy(/^Queue/);
    expect(rowNames()).toEqual(['A', 'B', 'C']);
  });

  it('appends a queue that is born meanwhile', async () => {
    const { fake } = await withPointerInside();
    act(() => {
      fake.setDocument(queueDocument(queueSid(9)), queueDocumentData({ now: { talking: 99 } }));
      fake.setItem(queueIndexMap, queueSid(9), indexItem({ name: 'Z' }));
    });
    await passTime(600);
    expect(rowNames()).toEqual(['B', 'A', 'C', 'Z']);
    expect(screen.getByRole('button', { name: '2 rows moved: refresh order' })).toBeInTheDocument();
  });

  it('holds the order while the keyboard focus is among the rows, and lets go when it leaves', async () => {
    const { fake } = await renderBoard(talking(2, 3, 1));
    await sortBy(/^Active/);
    act(() => {
      rowOf('B').focus();
    });
    fake.setDocument(queueDocument(queueSid(2)), queueDocumentData({ v: 2, now: { talking: 9 } }));
    await passTime(600);
    expect(rowNames()).toEqual(['B', 'A', 'C']);
    act(() => {
      screen.getByRole('searchbox').focus();
    });
    expect(rowNames()).toEqual(['C', 'B', 'A']);
  });
});

describe('QueueTable: keyboard', () => {
  it('has one tab stop among the rows, and the arrow keys, Home and End move it', async () => {
    await renderBoard(talking(3, 2, 1));
    await sortBy(/^Active/);
    const user = person();
    const stops = (): string[] => ['A', 'B', 'C'].filter((name) => rowOf(name).tabIndex === 0);
    expect(stops()).toEqual(['A']);
    act(() => {
      rowOf('A').focus();
    });
    await user.keyboard('{ArrowDown}');
    expect(rowOf('B')).toHaveFocus();
    expect(stops()).toEqual(['B']);
    await user.keyboard('{End}');
    expect(rowOf('C')).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(rowOf('C')).toHaveFocus();
    await user.keyboard('{Home}');
    expect(rowOf('A')).toHaveFocus();
    await user.keyboard('{PageDown}');
    expect(rowOf('C')).toHaveFocus();
    await user.keyboard('{PageUp}{ArrowUp}');
    expect(rowOf('A')).toHaveFocus();
  });

  it('reaches every sort button with Tab', async () => {
    await renderBoard(talking(1));
    const user = person();
    const reached = new Set<Element | null>();
    for (let press = 0; press < 25; press += 1) {
      await user.tab();
      // eslint-disable-next-line testing-library/no-node-access -- where Tab has gone is the question
      reached.add(document.activeElement);
    }
    const buttons = within(screen.getByRole('table')).getAllByRole('button');
    expect(buttons).toHaveLength(12);
    expect(buttons.every((button) => reached.has(button))).toBe(true);
    expect(reached.has(rowOf('A'))).toBe(true);
  });
});

describe('QueueTable: many queues', () => {
  const HEIGHT_PX = 10 * ROW_HEIGHT_PX;

  beforeEach(() => {
    // jsdom has no layout: give the scroller the size of ten rows.
    jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT_PX);
    jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  });

  const many = (count: number): QueueSetup[] =>
    Array.from({ length: count }, (_, index) => ({
      sid: queueSid(index),
      item: { name: `Queue ${String(index).padStart(3, '0')}` },
    }));

  it('draws every row of a short table', async () => {
    await renderBoard(many(MAX_UNWINDOWED_ROWS));
    expect(rowNames()).toHaveLength(MAX_UNWINDOWED_ROWS);
  });

  it('draws only the rows near the visible ones of 500, and tells a screen reader how many there are', async () => {
    await renderBoard(many(500));
    expect(boardStateOf()).toBe('ready');
    expect(rowNames().length).toBeLessThan(30);
    const table = screen.getByRole('table', { name: 'Task queues, live' });
    expect(table).toHaveAttribute('aria-rowcount', '503');
    expect(rowOf('Queue 000')).toHaveAttribute('aria-rowindex', '3');
    expect(rowOf('Queue 009')).toHaveAttribute('aria-rowindex', '12');
    expect(screen.getByTestId('queue-totals')).toHaveAttribute('aria-rowindex', '503');
    expect(screen.getByTestId('queue-totals')).toHaveTextContent('All 500 queues shown');
  });

  it('reaches the last of 500 rows with the End key, and keeps the focused row when it is scrolled away', async () => {
    await renderBoard(many(500));
    act(() => {
      rowOf('Queue 000').focus();
    });
    await person().keyboard('{End}');
    expect(rowOf('Queue 499')).toHaveFocus();
    expect(rowOf('Queue 499')).toHaveAttribute('aria-rowindex', '502');
    expect(rowNames().length).toBeLessThan(30);
  });

  it('draws other rows after scrolling', async () => {
    await renderBoard(many(500));
    const scroller = screen.getByTestId('queue-scroller');
    Object.defineProperty(scroller, 'scrollTop', { value: 200 * ROW_HEIGHT_PX, configurable: true });
    fireEvent.scroll(scroller);
    await passTime(500);
    expect(rowNames()).toContain('Queue 205');
    expect(rowNames()).not.toContain('Queue 100');
  });

  it('opens the Document of each of 500 queues once, although rows and order both read it', async () => {
    const { fake } = await renderBoard(many(500));
    await passTime(10_000);
    const opens = fake.opens.filter((name) => name.startsWith('queue.'));
    expect(opens).toHaveLength(500);
    expect(new Set(opens).size).toBe(500);
  });
});
