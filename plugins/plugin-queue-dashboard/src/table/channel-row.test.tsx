import { queueDocument } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { queueDocumentData, queueFiguresOf, queueSid } from '../testing/queue-fixtures';
import {
  type BoardUnderTest,
  cellText,
  holdFigures,
  passTimeAlive,
  renderBoard,
  rowNames,
  rowOf,
  setUpBoard,
  showColumns,
} from '../testing/render-board';

const [SALES, SUPPORT] = [queueSid(1), queueSid(2)];
const person = (): UserEvent => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

const twoQueues = (): Promise<BoardUnderTest> =>
  renderBoard([
    { sid: SALES, item: { name: 'Sales', channels: ['chat', 'voice'] } },
    { sid: SUPPORT, item: { name: 'Support', channels: [] } },
  ]);

const unfoldButton = (): HTMLElement => screen.getByRole('button', { name: 'Channels of Sales' });
async function unfold(): Promise<void> {
  await person().click(unfoldButton());
  await passTime(300);
}
const channelRows = (): HTMLElement[] => screen.queryAllByTestId('channel-row');
const row = (index: number): HTMLElement => channelRows()[index]!;
const figuresOf = (index: number, ...cells: readonly string[]): string[] =>
  cells.map((cell) => cellText(row(index), cell));
const statusOf = (index: number): string => cellText(row(index), 'status');

setUpBoard();

describe('QueueTable: a queue that is unfolded', () => {
  it('has a row for each channel below it, with the figures of the table, each judged by its own threshold', async () => {
    showColumns('waiting.longestWait.toThreshold.talking.free.age.waitingTrend.serviceLevel.completed.aht.ahtToday');
    await twoQueues();
    expect(unfoldButton()).toHaveAttribute('aria-expanded', 'false');
    expect(within(rowOf('Support')).queryByRole('button', { name: /Channels/ })).not.toBeInTheDocument();
    await unfold();
    expect(unfoldButton()).toHaveAttribute('aria-expanded', 'true');
    expect(rowNames()).toEqual(['Sales', 'Support']);
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows.slice(2).map((each) => each.getAttribute('data-testid'))).toEqual([
      ...['queue-row', 'channel-row', 'channel-row', 'queue-row', 'queue-totals'],
    ]);
    expect(rows.slice(2).map((each) => each.getAttribute('aria-rowindex'))).toEqual(['3', '4', '5', '6', '7']);
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '7');

    expect(channelRows().map((each) => within(each).getByRole('rowheader').textContent)).toEqual([
      ...['Sales: chat', 'Sales: voice'],
    ]);
    expect(figuresOf(1, 'waiting', 'talking', 'serviceLevel', 'aht')).toEqual(['3', '4', '66.7%', '3:30']);
    // Voice is to be answered within 20 seconds.
    expect(figuresOf(1, 'longestWait', 'toThreshold')).toEqual(['0:30', 'over by 0:10']);
    expect(statusOf(1)).toBe('Warning');
    expect(figuresOf(0, 'waiting', 'longestWait', 'serviceLevel', 'ahtToday')).toEqual(['0', '–', '66.7%', '–']);
    expect(figuresOf(1, 'free', 'completed', 'age', 'waitingTrend')).toEqual(['–', '–', '–', '–']);
    expect(within(row(1)).getAllByTitle('counted for the queue as a whole only')).toHaveLength(4);

    await unfold();
    expect(channelRows()).toEqual([]);
  });

  it('says that a channel has no traffic, is being read, and why it cannot be', async () => {
    holdFigures();
    const { backend, fake } = await twoQueues();
    expect(backend.requests).toEqual([]);
    await unfold();
    expect(backend.requests).toHaveLength(1);
    expect([statusOf(0), statusOf(1)]).toEqual(['Loading', 'Loading']);
    backend.fail('unavailable', 'The database is away', { status: 503 });
    await passTime(300);
    expect(statusOf(0)).toBe('Unavailable');
    expect(row(0)).toHaveTextContent('The database is away.');

    await passTimeAlive(fake, 10);
    const { windows, ...answer } = queueFiguresOf(SALES);
    backend.answer({ ...answer, windows: windows.map((window) => ({ ...window, channels: [] })) });
    await passTime(300);
    expect([statusOf(0), statusOf(1)]).toEqual(['No traffic', 'Warning']);

    await passTimeAlive(fake, 10);
    backend.fail('not_supervisor', 'Only supervisors may see this', { status: 403 });
    await passTime(300);
    expect(row(1)).toHaveTextContent('Only supervisors may see this.');
    expect(figuresOf(1, 'waiting')).toEqual(['–']);
    await passTimeAlive(fake, 15);
    expect(backend.requests).toHaveLength(3);
  });

  it('is asked about once for all its rows, when its Document changes, and no more when it is folded', async () => {
    holdFigures();
    const { backend, fake } = await twoQueues();
    await unfold();
    backend.answer(queueFiguresOf(SALES));
    await passTimeAlive(fake, 3);
    fake.setDocument(queueDocument(SALES), queueDocumentData({ v: 2, now: { talking: 5 } }));
    await passTime(1000);
    expect(backend.requests).toHaveLength(2);
    backend.answer(queueFiguresOf(SALES));
    await passTime(300);
    await unfold();
    await passTimeAlive(fake, 30);
    expect(backend.requests).toHaveLength(2);
  });

  it('stays unfolded when the rows are sorted; the keyboard reaches its channels, and Enter on one opens the queue', async () => {
    await twoQueues();
    const user = person();
    act(() => {
      rowOf('Sales').focus();
    });
    await user.tab();
    expect(unfoldButton()).toHaveFocus();
    await user.keyboard('{Enter}');
    await passTime(300);
    await user.keyboard('{ArrowDown}');
    expect(row(0)).toHaveFocus();
    await user.keyboard('{Enter}');
    await passTime(300);
    expect(screen.getByTestId('queue-drawer')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /^Queue$/ }));
    await user.click(screen.getByRole('button', { name: /^Queue$/ }));
    expect(rowNames()).toEqual(['Support', 'Sales']);
    expect(channelRows()).toHaveLength(2);
  });

  it('explains the figures of a channel, by pointer and by keyboard', async () => {
    await twoQueues();
    await unfold();
    const user = person();
    await user.click(within(row(1)).getAllByText('66.7%')[0]!);
    await passTime(500);
    expect(screen.getByRole('dialog', { name: 'Sales , voice : figures explained' })).toBeInTheDocument();
    expect(screen.getByTestId('explained-serviceLevel')).toHaveTextContent(
      '6 answered in time ÷ (8 answered + 2 abandoned − 1 short) = 66.7%',
    );
    expect(screen.getByTestId('explained-serviceLevel')).toHaveTextContent('answered within 20 seconds (voice)');
    expect(screen.getByTestId('explained-free')).toHaveTextContent('counted for the queue as a whole only');
    await user.keyboard('{Escape}');
    await passTime(500);
    act(() => {
      row(0).focus();
    });
    await user.keyboard('?');
    await passTime(500);
    expect(screen.getByRole('dialog', { name: 'Sales , chat : figures explained' })).toBeInTheDocument();
  });
});
