import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { queueDocumentData, queueSid } from '../testing/queue-fixtures';
import { BOARD_PATH, cellText, renderBoard, rowOf, setUpBoard, showColumns } from '../testing/render-board';

const person = (): ReturnType<typeof userEvent.setup> => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const QUEUES = [{ sid: queueSid(1), document: queueDocumentData({ last30Minutes: { flowedOut: 3 } }) }];

// By test ids and labels: to ask for roles among so many boxes takes seconds.
const dialog = (): HTMLElement => screen.getByTestId('column-chooser');
const figure = (name: string, group: string): HTMLElement =>
  within(within(dialog()).getByTestId(`figures-${group}`)).getByLabelText(name);
/** The figures of the table. */
const titles = (): string[] =>
  // eslint-disable-next-line testing-library/no-node-access -- behind a dialog they have no role
  [...screen.getByTestId('queue-scroller').querySelectorAll('[data-sort]')]
    .map((button) => button.getAttribute('data-sort') ?? '')
    .filter((id) => id !== 'name' && id !== 'status');
const FIRST = [
  'waiting',
  'longestWait',
  'active',
  'free',
  'serviceLevel',
  'abandoned',
  'serviceLevelToday',
  'abandonedToday',
];

async function openChooser(): Promise<void> {
  await chooseIn('board-menu', 'choose-columns');
  await passTime(500);
}
async function press(name: string): Promise<void> {
  await person().click(within(dialog()).queryByLabelText(name) ?? within(dialog()).getByText(name));
  await passTime(500);
}

setUpBoard();
beforeEach(() => {
  window.history.pushState(null, '', BOARD_PATH);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

it('shows what was chosen in table and URL, keeps it for the person, and the way back undoes it', async () => {
  const { unmount } = await renderBoard(QUEUES);
  expect(titles()).toEqual(FIRST);
  await openChooser();
  const user = person();
  expect(screen.getByLabelText('Find a figure')).toHaveFocus();
  for (const name of ['Active', 'Agents free']) await user.click(figure(name, 'now'));
  await user.click(figure('Flowed out', 'last30Minutes'));
  expect(screen.getByRole('dialog', { name: 'Choose columns' })).toBe(dialog());
  expect(figure('Flowed out', 'last30Minutes')).toHaveAccessibleDescription(/left for another queue unanswered/);
  expect(dialog()).toHaveTextContent('7 of 53 figures shown');
  expect(titles()).toEqual(FIRST);

  const steps = window.history.length;
  await press('Apply');
  expect(screen.queryByTestId('column-chooser')).not.toBeInTheDocument();
  const chosen = [
    'waiting',
    'longestWait',
    'serviceLevel',
    'abandoned',
    'flowedOut',
    'serviceLevelToday',
    'abandonedToday',
  ];
  expect(titles()).toEqual(chosen);
  expect(cellText(rowOf('Sales'), 'flowedOut')).toBe('3');
  expect(window.location.search).toBe(`?columns=${chosen.join('.')}`);
  expect(window.history.length).toBe(steps + 1);

  unmount();
  window.history.replaceState(null, '', BOARD_PATH);
  await renderBoard(QUEUES);
  expect(titles()).toEqual(chosen);
  expect(window.location.search).toBe(`?columns=${chosen.join('.')}`);

  const leadTo = (path: string): void => {
    window.history.replaceState(null, '', path);
    act(() => void window.dispatchEvent(new PopStateEvent('popstate')));
  };
  leadTo(BOARD_PATH);
  expect(titles()).toEqual(FIRST);
  leadTo(`${BOARD_PATH}?columns=age`);
  expect(titles()).toEqual(['age']);
});

it('goes by the URL before the memory, and resets to the columns of the beginning', async () => {
  showColumns('age');
  window.history.replaceState(null, '', `${BOARD_PATH}?columns=eligible.none.queued`);
  await renderBoard(QUEUES);
  expect(titles()).toEqual(['eligible', 'queued']);
  await openChooser();
  await press('Reset to default');
  await press('Cancel');
  expect(titles()).toEqual(['eligible', 'queued']);
  await openChooser();
  await press('Reset to default');
  await press('Apply');
  expect(titles()).toEqual(FIRST);
  expect(window.location.search).toBe('');
});

it('moves a figure by keys, by buttons and by dragging, says where to, and keeps the focus', async () => {
  await renderBoard(QUEUES);
  await openChooser();
  const user = person();
  const moved = (): string => screen.getByTestId('column-moved').textContent;
  figure('Active', 'now').focus();
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(moved()).toBe('Active: 2 of 4, Now');
  expect(figure('Active', 'now')).toHaveFocus();
  await user.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}');
  expect(moved()).toBe('Active: 1 of 4, Now');

  await press('Move Waiting later');
  expect(moved()).toBe('Waiting: 3 of 4, Now');
  expect(within(dialog()).getByLabelText('Move Waiting later')).toHaveFocus();

  const item = (id: string): HTMLElement => within(dialog()).getByTestId(`figure-${id}`);
  fireEvent.dragStart(item('free'), { dataTransfer: { setData: () => undefined } });
  expect(fireEvent.dragOver(item('active'))).toBe(false);
  fireEvent.drop(item('active'));
  fireEvent.dragEnd(item('free'));
  expect(moved()).toBe('Agents free: 1 of 4, Now');
  await press('Apply');
  expect(titles().slice(0, 4)).toEqual(['free', 'active', 'longestWait', 'waiting']);
});

it('finds figures by name, definition and window, and says when there is none', async () => {
  await renderBoard(QUEUES);
  await openChooser();
  const user = person();
  await user.type(screen.getByLabelText('Find a figure'), 'WRAP-UP today');
  expect(within(dialog()).getAllByRole('checkbox', { hidden: true })).toHaveLength(4);
  for (const title of ['AHT', 'Handled', 'Talk', 'Wrap-up']) expect(figure(title, 'today')).toBeInTheDocument();
  // Its place among those found is not its place in the table.
  expect(within(dialog()).queryByLabelText(/^Move/)).not.toBeInTheDocument();
  await user.type(screen.getByLabelText('Find a figure'), 'x');
  expect(dialog()).toHaveTextContent('No figure matches.');
});

it('what is explained follows the columns', async () => {
  showColumns('queued.ahtToday');
  await renderBoard(QUEUES);
  await chooseIn('board-menu', 'explain-figures');
  await passTime(500);
  expect(screen.getByTestId('explained-queued')).toBeInTheDocument();
  expect(screen.queryByTestId('explained-waiting')).not.toBeInTheDocument();
  expect(screen.queryByText(/^Last 30 minutes:/)).not.toBeInTheDocument();
});
