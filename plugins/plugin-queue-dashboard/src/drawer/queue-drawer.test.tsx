import { queueDocument, queueTrendDocument, type QueueAgent, type QueueDetail } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import {
  agentGroup,
  OFFLINE,
  queueDetail,
  queueDocumentData,
  queueSid,
  secondsBeforeNoon,
  waitingTask,
} from '../testing/queue-fixtures';
import { chooseIn } from '../testing/choose-in-menu';
import { trendDocumentData } from '../testing/trend-fixtures';
import {
  BOARD_PATH,
  cellText,
  countWeekBefore,
  judgeBy,
  renderBoard,
  rowOf,
  setUpBoard,
  type BoardUnderTest,
} from '../testing/render-board';

const SALES = queueSid(1);
const SUPPORT = queueSid(2);
const sid = (prefix: string, n: number): string => prefix + String(n).padStart(32, '0');

const agent = (n: number, fields: Partial<QueueAgent> = {}): QueueAgent => ({
  workerSid: sid('WK', n) as QueueAgent['workerSid'],
  name: `agent-${n}`,
  state: 'free',
  activitySid: sid('WA', 1) as QueueAgent['activitySid'],
  activityName: 'Ready',
  since: secondsBeforeNoon(600),
  idleSince: null,
  openTasks: 1,
  capacityLeft: 2,
  ...fields,
});
const offline = { activitySid: OFFLINE, activityName: 'Weg', state: 'unavailable', capacityLeft: 0 } as const;

/** Everything that the drawer can show of a queue. */
const RED: QueueDetail = queueDetail({
  now: { queued: 2, ringing: 70, eligible: 42, available: 1 },
  thresholds: { overThreshold: 41, nearThreshold: 7 },
  waiting: [
    waitingTask(1, { customer: { address: '+1••••••0001', isMasked: true, name: 'خدمة العملاء' } }),
    waitingTask(2, { phase: 'ringing', priority: null, enteredAt: secondsBeforeNoon(5) }),
  ],
  queuedChannels: [{ channel: 'voice', queued: 2, free: 0 }],
  agentGroups: [
    agentGroup('at-capacity', 1),
    agentGroup('unavailable', 40, { sid: OFFLINE, name: 'Weg', longestSince: secondsBeforeNoon(90_000) }),
    agentGroup('unavailable', 1, { sid: sid('WA', 2), name: 'Break', longestSince: secondsBeforeNoon(1_500) }),
  ],
  agents: [
    agent(1, { state: 'at-capacity', capacityLeft: 0 }),
    agent(2, { name: null, idleSince: null }),
    agent(3, offline),
  ],
});

const person = (): UserEvent => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const drawer = (): HTMLElement => screen.getByRole('dialog');
const queryDrawer = (): HTMLElement | null => screen.queryByRole('dialog');
const nameButton = (name: string): HTMLElement => within(rowOf(name)).getByRole('button', { name });

setUpBoard();
beforeEach(() => {
  window.history.pushState(null, '', BOARD_PATH);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

const twoQueues = (): Promise<BoardUnderTest> =>
  renderBoard([
    { sid: SALES, item: { reset: { time: '21:00', zone: 'Asia/Tokyo' } } },
    { sid: SUPPORT, item: { name: 'Support' } },
  ]);

async function answer({ backend }: BoardUnderTest, detail: QueueDetail = RED): Promise<void> {
  await act(async () => {
    backend.answer(detail);
    await jest.advanceTimersByTimeAsync(0);
  });
}

async function opened(): Promise<BoardUnderTest> {
  const view = await twoQueues();
  await person().click(nameButton('Sales'));
  await answer(view);
  return view;
}

describe('the drawer of a queue', () => {
  it('says how it went by window, by channel where there are several, and waits as most had them', async () => {
    await opened();
    const rows = within(screen.getByTestId('queue-figures')).getAllByRole('row').slice(1);
    const cells = ['offered', 'answered', 'abandoned', 'level', 'wait'];
    expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
      ...['15 minutes', '30 minutes', 'chat', 'voice', '60 minutes', 'Today'],
    ]);
    expect(cells.map((cell) => cellText(rows[0]!, cell))).toEqual(['0', '0', '0', '–', '–']);
    expect(cells.map((cell) => cellText(rows[1]!, cell))).toEqual(['9', '8', '1', '66.7%', '0:12']);
    expect(rows[1]).toHaveTextContent('90 % 0:30, 95 % 1:05');
    expect(rows[1]).toHaveTextContent('8ASA 0:12');
    expect(rows[1]).toHaveTextContent('1after 0:20');
    expect(within(rows[2]!).getByLabelText('30 minutes, chat')).toBeInTheDocument();
    expect(drawer()).toHaveTextContent('“Today” began Mar 10, 9:00 PM (Asia/Tokyo).');
    const handling = within(screen.getByTestId('queue-handling')).getAllByRole('row').slice(1);
    const handlingCells = ['handled', 'aht', 'ring', 'missed', 'rejected', 'occupancy'];
    expect(handling).toHaveLength(rows.length);
    expect(handlingCells.map((cell) => cellText(handling[0]!, cell))).toEqual(['0', '–', '–', '0', '0', '–']);
    expect(handlingCells.map((cell) => cellText(handling[1]!, cell))).toEqual(['4', '3:30', '0:05', '2', '1', '75%']);
    expect(handling[1]).toHaveTextContent('21 rejected');
    // Of a channel, of an older backend, and of today.
    expect(handling.slice(2).map((row) => cellText(row, 'occupancy'))).toEqual(['–', '–', '–', '37.5%']);
    expect(handling[4]).toHaveTextContent('not told by this backend');
    expect(handling[1]).toHaveTextContent('talk 3:00, wrap-up 0:30');

    await person().click(screen.getByTestId('explain-drawer'));
    await passTime(500);
    const dialog = screen.getByRole('dialog', { name: /^Sales ?: figures explained$/ });
    const said = (id: string): HTMLElement => within(dialog).getByTestId(`explained-${id}`);
    expect(screen.getByTestId('explained-channel')).toHaveFocus();
    expect(said('aht.last30Minutes')).toHaveTextContent('(12:00 of talk + 2:00 of wrap-up) ÷ 4 handled = 3:30');
    await person().keyboard('{Escape}');
    await passTime(500);
    expect(screen.getByTestId('explain-drawer')).toHaveFocus();
  });

  it('compares its windows with those of the week before, and has them explained, or says why it cannot', async () => {
    countWeekBefore({
      offered: 12,
      answered: 8,
      answeredInTime: 4,
      served: 4,
      judged: 8,
      handled: 2,
      handleMs: 400_000,
    });
    const view = await opened();
    const rows = screen.getAllByTestId('week-before-window');
    const cells = ['offered', 'answered', 'abandoned', 'serviceLevel', 'ahtMs'];
    expect(cells.map((cell) => cellText(rows[1]!, `week-${cell}`))).toEqual([
      '▼ 3',
      '±0',
      '▲ 1',
      '▲ 16.7 pts',
      '▲ 0:10',
    ]);
    expect(rows[1]).toHaveTextContent(/10 seconds more than last Tue .+, when it was 3 minutes 20 secondswas 3:20$/);
    expect(cellText(rows[0]!, 'week-serviceLevel')).toBe('–');
    await chooseIn('board-menu', 'explain-figures');
    await passTime(500);
    expect(screen.getByTestId('explained-serviceLevel')).toHaveTextContent(
      'A week before: 4 answered in time ÷ (8 answered + 0 abandoned − 0 short) = 50%',
    );
    expect(screen.getByTestId('explanation-week-before')).toHaveTextContent(
      /^The week before is Mar 3, .+ The same weekday/,
    );
    view.unmount();
    countWeekBefore(null);
    await opened();
    expect(screen.getByTestId('queue-drawer')).toHaveTextContent('Nothing to compare with a week before: figures are');
    expect(screen.queryByTestId('queue-week-before')).not.toBeInTheDocument();
  });

  it('draws the last hour as four lines, each with what it comes to in words', async () => {
    const view = await renderBoard([
      {
        sid: SALES,
        trend: {
          waiting: [0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 2],
          offered: [0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 3],
          answered: [0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0],
          served: [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0],
          judged: [0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0],
        },
      },
      { sid: SUPPORT, item: { name: 'Support' } },
    ]);
    await person().click(nameButton('Sales'));
    await answer(view);
    const trend = (name: string): HTMLElement => screen.getByTestId(`trend-${name}`);
    expect(trend('waiting')).toHaveTextContent(/^Waitinghighest 6 at .+, now 2$/);
    expect(trend('answered')).toHaveTextContent(/Offered: highest 9 at .+Answered: highest 4 at /);
    expect(trend('abandoned')).toHaveTextContent('none in the last 60 minutes');
    expect(trend('serviceLevel')).toHaveTextContent(/lowest 50% at .+, last 50%$/);
    await person().click(nameButton('Support'));
    await answer(view);
    await passTime(300);
    expect(trend('waiting')).toHaveTextContent('none in the last 60 minutes');
    act(() => {
      view.fake.setDocument(
        queueTrendDocument(SUPPORT),
        trendDocumentData({ v: 2, waiting: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4] }),
      );
    });
    await passTime(300);
    expect(trend('waiting')).toHaveTextContent(/^Waitinghighest 4 at .+, now 4$/);
  });

  it('says which alerts the queue had, who was on them, and how long they lasted', async () => {
    await opened();
    const rows = within(screen.getByTestId('queue-alerts')).getAllByTestId('queue-alert');
    const textOf = (row: HTMLElement) => ['alert', 'owner', 'lasted'].map((cell) => cellText(row, cell));
    expect(rows.map(textOf)).toEqual([
      ['Longest wait 1:05; the limit is 1:00.', 'nobody', '1:30'],
      ['Longest wait 1:01; the limit is 1:00.', 'Ana', '6:00'],
    ]);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/Critical.*open$/),
      expect.stringMatching(/Warning.*recovered$/),
    ]);
    expect(cellText(rows[1]!, 'raised')).toMatch(/^Mar \d/);
    await passTime(1_000);
    expect(rows.map((row) => cellText(row, 'lasted'))).toEqual(['1:31', '6:00']);
  });

  it('says how the queue is judged and in the words of which rule, and without rules to who may not read them', async () => {
    const policy = { targetPercent: 80, thresholdSeconds: 7, shortAbandonSeconds: 5, countsFlowOuts: false };
    judgeBy({
      ...{ revision: 4, rules: [{ id: 'a', queues: { kind: 'name', contains: 'Sal' }, thresholdSeconds: 20 }] },
      queues: [
        {
          ...{ taskQueueSid: SALES, name: 'Sales', asksFor: [] },
          channels: [
            { channel: null, ...policy, formula: 'S6', rules: { formula: 'gone' } },
            { channel: 'voice', ...policy, formula: 'S6', rules: { thresholdSeconds: 'a', formula: 'gone' } },
          ],
        },
      ],
    });
    const view = await opened();
    const row = (id: string): HTMLElement => screen.getByTestId(`setting-${id}`);
    const told = (id: string): readonly string[] => ['value', 'rule'].map((cell) => cellText(row(id), cell));
    expect(told('targetPercent')).toEqual(['80%', 'default']);
    expect(told('thresholdSeconds')).toEqual(['20 s', 'Name contains “Sal”: within 20 s']);
    expect(told('shortAbandonSeconds')).toEqual(['5 s', 'default']);
    expect(told('formula')).toEqual(['S6, short abandons excluded', 'a rule']);
    expect(told('countsFlowOuts')).toEqual(['do not count', 'default']);
    expect(told('reset')).toEqual(['21:00 Asia/Tokyo', 'default']);

    judgeBy(undefined);
    await person().click(nameButton('Support'));
    expect(view.backend.requests.at(-1)).toMatchObject({ path: `/queues/${SUPPORT}/detail` });
    await answer(view);
    expect(view.backend.requests.at(-1)).toMatchObject({ query: { taskQueueSid: SUPPORT } });
    expect(told('thresholdSeconds')).toEqual(['20 s', '–']);
    await act(async () => {
      view.backend.fail('not_supervisor', 'Only supervisors may');
      await jest.advanceTimersByTimeAsync(0);
    });
    expect(cellText(row('thresholdSeconds'), 'value')).toBe('20 s');
    expect(screen.getByTestId('queue-settings')).not.toHaveTextContent('Set by');
  });

  it('says why nobody takes what waits, who waits, how long the next one may, and who could answer', async () => {
    const { fake } = await opened();
    expect(drawer()).toHaveTextContent('41 over the threshold, 7 near it.');
    expect(drawer()).not.toHaveTextContent('would wait');
    const last30Minutes = { handled: 24, handleMs: 24 * 200_000 };
    act(() => {
      fake.setDocument(queueDocument(SALES), queueDocumentData({ v: 2, last30Minutes }));
    });
    await passTime(300);
    expect(drawer()).toHaveTextContent('A task that comes now would wait about 4:00:00');
    expect(drawer()).toHaveAccessibleName('Sales');
    expect(screen.getByTestId('why-waiting')).toHaveTextContent(
      /^72 waiting, 0 free of 1 available: all at capacity; 1 on .Break. for 25 min\.$/,
    );
    const [, first, second] = within(screen.getByTestId('waiting-tasks')).getAllByRole('row');
    expect(['customer', 'channel', 'phase', 'priority', 'waits'].map((cell) => cellText(first!, cell))).toEqual([
      ...['خدمة العملاء', 'voice', 'Queued', '5', '1:30'],
    ]);
    expect(first).toHaveTextContent('+1••••••0001');
    expect(cellText(second!, 'phase')).toBe('Ringing');
    expect(within(second!).getByText('not told')).toBeInTheDocument();
    expect(drawer()).toHaveTextContent('The 2 longest-waiting of 72 are listed.');
    const agents = within(screen.getByTestId('queue-agents')).getAllByRole('row');
    expect(agents).toHaveLength(3);
    expect(['agent', 'state', 'since', 'tasks', 'room'].map((cell) => cellText(agents[1]!, cell))).toEqual([
      ...['agent-1', 'At capacity', '10:00', '1', '0'],
    ]);
    expect(screen.getByTestId('agent-groups')).toHaveTextContent('Weg 40');
    await passTime(1_000);
    expect(cellText(first!, 'waits')).toBe('1:31');
  });

  it('says that nobody waits and that nobody could answer', async () => {
    const view = await twoQueues();
    await person().click(nameButton('Sales'));
    expect(screen.getByTestId('queue-drawer-message')).toHaveTextContent('Loading');
    await answer(view, queueDetail());
    expect(drawer()).toHaveTextContent('Nobody waits in this queue.');
    expect(drawer()).toHaveTextContent('No agent matches the expression of this queue.');
    for (const table of ['waiting-tasks', 'queue-agents']) expect(screen.queryByTestId(table)).not.toBeInTheDocument();
  });

  it('takes the focus, leaves the board usable, and gives the focus back to the row at Escape', async () => {
    const view = await twoQueues();
    const user = person();
    act(() => {
      nameButton('Support').focus();
    });
    await user.keyboard('{Enter}');
    // eslint-disable-next-line testing-library/no-node-access -- where the focus has gone is the question
    expect(drawer()).toContainElement(document.activeElement as HTMLElement);
    expect(drawer()).not.toHaveAttribute('aria-modal', 'true');
    expect(nameButton('Support')).toHaveAttribute('aria-expanded', 'true');
    view.fake.setDocument(queueDocument(SUPPORT), queueDocumentData({ v: 2, now: { talking: 4 } }));
    await passTime(600);
    expect(cellText(rowOf('Support'), 'talking')).toBe('4');
    await user.keyboard('{Escape}');
    expect(queryDrawer()).not.toBeInTheDocument();
    expect(nameButton('Support')).toHaveFocus();

    act(() => {
      rowOf('Support').focus();
    });
    await user.keyboard('{Enter}');
    expect(drawer()).toHaveAccessibleName('Support');
    await user.click(rowOf('Sales'));
    expect(drawer()).toHaveAccessibleName('Sales');
    act(() => {
      screen.getByRole('searchbox').focus();
    });
    await user.keyboard('{Escape}');
    expect(queryDrawer()).not.toBeInTheDocument();
    expect(screen.getByRole('searchbox')).toHaveFocus();
  });

  it('does not open at the end of marking text', async () => {
    await twoQueues();
    window.getSelection()?.selectAllChildren(rowOf('Sales'));
    fireEvent.click(rowOf('Sales'));
    expect(queryDrawer()).not.toBeInTheDocument();
    window.getSelection()?.removeAllRanges();
    fireEvent.click(rowOf('Sales'));
    expect(drawer()).toBeInTheDocument();
  });

  it('is in the URL: opened by a link, closed by the way back', async () => {
    window.history.replaceState(null, '', `${BOARD_PATH}?queue=${SUPPORT}`);
    const { backend } = await twoQueues();
    expect(drawer()).toHaveAccessibleName('Support');
    expect(backend.requests).toMatchObject([{ path: `/queues/${SUPPORT}/detail` }]);
    await person().click(screen.getByRole('button', { name: 'Close' }));
    expect([queryDrawer(), window.location.search]).toEqual([null, '']);
    expect(nameButton('Support')).toHaveFocus();

    await person().click(nameButton('Sales'));
    expect(window.location.search).toBe(`?queue=${SALES}`);
    act(() => {
      window.history.replaceState(null, '', BOARD_PATH);
      window.dispatchEvent(new PopStateEvent('popstate'));
    });
    expect(queryDrawer()).not.toBeInTheDocument();
  });
});

describe('the drawer while it is open', () => {
  it('asks anew when the queue changes, at most every two seconds, and every ten without a change', async () => {
    const view = await opened();
    const { fake, backend } = view;
    const change = (v: number): void => {
      fake.setDocument(queueDocument(SALES), queueDocumentData({ v, now: { queued: v } }));
    };
    change(2);
    await passTime(600);
    change(3);
    await passTime(1_300);
    expect(backend.requests).toHaveLength(1);
    await passTime(200);
    expect(backend.requests).toHaveLength(2);
    await answer(view);
    await passTime(9_700);
    expect(backend.requests).toHaveLength(2);
    await passTime(400);
    expect(backend.requests).toHaveLength(3);
    // What is known stays until it is answered.
    expect(screen.getByTestId('waiting-tasks')).toBeInTheDocument();
    await person().keyboard('{Escape}');
    await passTime(30_000);
    expect(backend.requests).toHaveLength(3);
  });

  it('keeps what it knows when it cannot be refreshed, says so, and tries again by itself and at once', async () => {
    const view = await opened();
    const { backend } = view;
    await passTime(10_000);
    backend.fail('unreachable', 'The backend cannot be reached');
    await passTime(0);
    expect(within(screen.getByTestId('queue-drawer-age')).getByRole('status')).toHaveTextContent(
      /^Not refreshed since .* The backend cannot be reached\.$/,
    );
    expect(screen.getByTestId('waiting-tasks')).toBeInTheDocument();
    await person().click(screen.getByRole('button', { name: 'Try again' }));
    expect(backend.requests).toHaveLength(3);
    await answer(view);
    expect(screen.getByTestId('queue-drawer-age')).toHaveTextContent(/^As of/);
  });

  it.each([
    ['not_supervisor', 'Only supervisors may', 'You may not see this', 1],
    ['not_found', 'There is no such queue.', 'There is no such queue any more', 1],
    ['store_unavailable', 'The database is away', 'Who waits cannot be readThe database is away.', 2],
  ])('says what was refused (%s), and asks again only where that may help', async (code, message, words, requests) => {
    const { backend } = await twoQueues();
    await person().click(nameButton('Sales'));
    backend.fail(code, message);
    await passTime(0);
    expect(screen.getByTestId('queue-drawer-message')).toHaveTextContent(words);
    expect(screen.queryAllByRole('button', { name: 'Try again' })).toHaveLength(requests - 1);
    await passTime(10_000);
    expect(backend.requests).toHaveLength(requests);
  });
});
