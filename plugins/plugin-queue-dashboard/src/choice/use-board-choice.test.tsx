import { QUEUE_AGENTS_PATH, queueGroupDocument, queueIndexMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { indexItem, queueDocumentData, queueSid } from '../testing/queue-fixtures';
import {
  BOARD_PATH,
  boardStateOf,
  cellText,
  fillService,
  passTimeAlive,
  renderBoard,
  rowNames,
  setUpBoard,
} from '../testing/render-board';

setUpBoard();
const person = () => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
beforeEach(() => {
  window.history.pushState(null, '', BOARD_PATH);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

const EVENING = { groups: ['Evening'], keptGroups: [{ id: 'e', name: 'Evening' }] };
const QUEUES = [
  { sid: queueSid(1), item: { name: 'Billing', ...EVENING } },
  { sid: queueSid(2), item: { name: 'Sales / EMEA', groups: ['Sales'] } },
];

it('shows one group, says so in the URL, and the way back leads to all queues', async () => {
  await renderBoard(QUEUES);
  await person().selectOptions(screen.getByTestId('queue-group'), 'Evening');
  expect(rowNames()).toEqual(['Billing']);
  expect(screen.getByTestId('queue-totals')).toHaveTextContent('The queue shown');
  expect(window.location.search).toContain('group=e');
  await passTime(50);
  act(() => {
    window.history.pushState(null, '', BOARD_PATH);
    window.dispatchEvent(new PopStateEvent('popstate'));
  });
  await passTime(50);
  expect(rowNames()).toHaveLength(2);
  expect(screen.getByTestId('queue-group')).toHaveValue('');
});

it('opens with the group of the URL, also after that was renamed, and says when it is gone', async () => {
  window.history.replaceState(null, '', `${BOARD_PATH}?group=e`);
  const { fake } = await renderBoard(QUEUES);
  expect(rowNames()).toEqual(['Billing']);
  fake.setItem(queueIndexMap, queueSid(1), indexItem({ name: 'Billing', groups: [] }));
  await passTime(500);
  expect(boardStateOf()).toBe('no-match');
  expect(screen.getByTestId('queue-group')).toHaveDisplayValue('A group that is no longer there');
  await person().click(screen.getByRole('button', { name: /filter/i }));
  await passTime(50);
  expect(rowNames()).toHaveLength(2);
});

it('shows what the Document of the group says, agents too, while nothing is filtered, and else adds the rows', async () => {
  const ofQueue = queueDocumentData();
  const sums = { ...ofQueue.last30Minutes, served: 3, judged: 4 };
  const { backend, fake } = await renderBoard((service) => {
    fillService(service, QUEUES);
    service.setDocument(queueGroupDocument('e'), {
      ...ofQueue,
      queues: 1,
      now: { ...ofQueue.now, queued: 41, ringing: 0, eligible: 5, available: 3, free: 2, busy: 1 },
      last30Minutes: sums,
      today: { ...ofQueue.today, ...sums },
    });
  });
  const total = (cell: string): string => cellText(screen.getByTestId('queue-totals'), cell);
  await person().selectOptions(screen.getByTestId('queue-group'), 'Evening');
  await passTime(500);
  expect([total('waiting'), total('free'), total('serviceLevel')]).toEqual(['41', '2', '75%']);
  const chosen: string[] = [];
  const explained = async (row: HTMLElement): Promise<(string | null)[]> => {
    await person().click(within(row).getAllByText('41')[0]!);
    await passTime(500);
    const dialog = screen.getByTestId('explanation');
    chosen.push(screen.getByTestId<HTMLSelectElement>('explanation-queue').selectedOptions[0]!.text);
    const said = ['waiting', 'free'].map((column) => within(dialog).getByTestId(`explained-${column}`).textContent);
    await person().keyboard('{Escape}');
    await passTime(500);
    return said;
  };
  const expected = [
    expect.stringContaining('41 queued + 0 ringing = 41'),
    expect.stringContaining('2 free, of 3 available, of 5 eligible'),
  ];
  expect(await explained(screen.getByTestId('queue-totals'))).toEqual(expected);
  await person().selectOptions(screen.getByTestId('queue-group'), 'Each group in one row');
  await passTime(500);
  const [evening] = screen.getAllByTestId('group-row');
  expect(await explained(evening!)).toEqual(expected);
  expect(chosen).toEqual(['The queue shown', 'Group Evening']);
  await person().selectOptions(screen.getByTestId('queue-group'), 'Evening');
  await passTime(500);
  const asked = jest.spyOn(backend.client, 'request');
  const agentsAsked = () => asked.mock.calls.filter(([{ path }]) => path === QUEUE_AGENTS_PATH).length;
  await passTimeAlive(fake, 12);
  expect(agentsAsked()).toBe(0);
  await person().type(screen.getByTestId('queue-filter'), 'bill');
  await passTime(500);
  expect([total('waiting'), total('free')]).toEqual([String(ofQueue.now.queued + ofQueue.now.ringing), '8']);
  expect(agentsAsked()).toBeGreaterThan(0);
});

it('shows each group in one row, sums first; its queues unfold below it in the order of the table, and its name leads to them', async () => {
  const busy = queueDocumentData({ now: { talking: 2 } });
  await renderBoard([...QUEUES, { sid: queueSid(3), item: { name: 'Sales / US', groups: ['Sales'] }, document: busy }]);
  await person().selectOptions(screen.getByTestId('queue-group'), 'Each group in one row');
  const rows = screen.getAllByTestId('group-row');
  const { queued, ringing } = queueDocumentData().now;
  expect(rows.map((row) => [cellText(row, 'name'), cellText(row, 'waiting')])).toEqual([
    ['Evening', String(queued + ringing)],
    ['Sales', String(2 * (queued + ringing))],
  ]);
  const lines = (): string[] =>
    screen
      .getAllByTestId(/^(group|queue|channel)-row$/)
      .map((row) => cellText(row, row.dataset['testid'] === 'channel-row' ? 'channel' : 'name'));
  await person().click(screen.getByRole('button', { name: 'Queues of Sales' }));
  await person().click(screen.getByRole('button', { name: /^Active/ }));
  expect(lines()).toEqual(['Sales', 'Sales / US', 'Sales / EMEA', 'Evening']);
  await person().click(screen.getByRole('button', { name: 'Channels of Sales / US' }));
  expect(lines()).toEqual(['Sales', 'Sales / US', 'voice', 'Sales / EMEA', 'Evening']);
  expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '7');
  await person().click(screen.getByRole('button', { name: 'Queues of Sales' }));
  expect(lines()).toEqual(['Sales', 'Evening']);
  await person().click(screen.getByRole('button', { name: 'Show the queues of Sales' }));
  expect(rowNames().sort()).toEqual(['Sales / EMEA', 'Sales / US']);
  expect(window.location.search).toContain('group=Sales');
  await passTime(50);
});

it('takes everything that was chosen from the URL again when the way back leads there', async () => {
  await renderBoard(QUEUES);
  const user = person();
  await user.type(screen.getByTestId('queue-filter'), 'bill');
  await user.click(screen.getByTestId('view-cards'));
  await user.clear(screen.getByTestId('queue-filter'));
  expect(screen.getAllByTestId('queue-card')).toHaveLength(2);
  await passTime(50);
  act(() => {
    window.history.pushState(null, '', `${BOARD_PATH}?filter=bill&sort=name.ascending`);
    window.dispatchEvent(new PopStateEvent('popstate'));
  });
  await passTime(50);
  expect(screen.getByTestId('queue-filter')).toHaveValue('bill');
  expect(rowNames()).toEqual(['Billing']);
  expect(screen.getByRole('columnheader', { name: /^Queue/ })).toHaveAttribute('aria-sort', 'ascending');
});
