import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import { BOARD_PATH, countWeekBefore, renderBoard, setUpBoard } from '../testing/render-board';

const person = (): ReturnType<typeof userEvent.setup> => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const card = (id: string): HTMLElement => screen.getByTestId(`card-${id}`);

const QUEUES = [
  {
    sid: queueSid(1),
    document: queueDocumentData({
      now: { queued: 3, oldestWaitingSince: secondsBeforeNoon(100) },
      last30Minutes: { answered: 8, answeredInTime: 4 },
    }),
  },
  {
    sid: queueSid(2),
    item: { name: 'Support' },
    document: queueDocumentData({
      now: { queued: 1, ringing: 1, oldestWaitingSince: secondsBeforeNoon(16) },
      last30Minutes: { answered: 2, answeredInTime: 2 },
    }),
  },
];

setUpBoard();
beforeEach(() => {
  window.history.pushState(null, '', BOARD_PATH);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

it('say of all queues shown what a glance is for, with severity in words', async () => {
  await renderBoard(QUEUES);
  expect(card('waiting')).toHaveTextContent('Waiting54 queued, 1 ringing');
  // The time is of the zone that the tests run in.
  expect(within(card('waiting')).getByRole('img')).toHaveAccessibleName(
    /^Waiting, last 60 minutes: highest 14 at .+, now 5$/,
  );
  expect(within(card('serviceLevel')).getByRole('img')).toHaveAccessibleName(
    /^Service level, last 60 minutes: lowest 75% at .+, last 100%$/,
  );
  expect(card('longestWait')).toHaveTextContent(/^Longest wait Critical1:40.*Sales$/);
  expect(card('serviceLevel')).toHaveTextContent('Service level 30 min Critical60%Target 80%');
  expect(card('atRisk')).toHaveTextContent('Queues at risk Critical21 over the threshold');
  // Each agent counted once, as the backend tells.
  expect(card('free')).toHaveTextContent('Agents free8of 17 available');
});

it('compare with the same weekday and time a week before, in words too, or say why they cannot', async () => {
  const { unmount } = await renderBoard(QUEUES);
  const line = (): HTMLElement => screen.getByTestId('week-before');
  expect(line()).toHaveTextContent(/^Nothing to compare with a week before: figures are stored since Mar 9, .+\.$/);
  expect(card('serviceLevel')).toHaveTextContent(/60%Target/);
  unmount();
  countWeekBefore({ offered: 9, answered: 8, abandoned: 3, shortAbandoned: 1, served: 13, judged: 20 });
  await renderBoard(QUEUES);
  expect(card('serviceLevel')).toHaveTextContent(
    /60%▼ 5 pts5 percentage points less than last Tue .+, when it was 65%Target 80%$/,
  );
  expect(line()).toHaveTextContent(/^Today against last Tue .+:Offered 0 ▼ 99 less than last Tue .+, when it was 9/);
  // Nobody was handled then, nor today: there is nothing to compare.
  expect(line()).toHaveTextContent(/AHT –$/);
});

it('lead to the queue that waits longest, and follow the filter', async () => {
  await renderBoard(QUEUES);
  const user = person();
  await user.click(within(card('longestWait')).getByRole('button', { name: 'Sales' }));
  await passTime(300);
  expect(window.location.search).toBe(`?queue=${queueSid(1)}`);
  expect(screen.getByRole('dialog', { name: 'Sales' })).toBeInTheDocument();
  await user.type(screen.getByTestId('queue-filter'), 'support');
  expect(card('waiting')).toHaveTextContent('Waiting21 queued, 1 ringing');
  expect(card('atRisk')).toHaveTextContent('Queues at risk Warning1At ¾ of the threshold or more');
});

it('say when there is nothing to say, and turn grey while nothing is updated', async () => {
  const { fake } = await renderBoard([{ sid: queueSid(1) }]);
  expect(card('waiting')).toHaveTextContent('Waiting0Nobody waits');
  expect(card('serviceLevel')).toHaveTextContent('No traffic');
  expect(within(card('longestWait')).queryByRole('button')).not.toBeInTheDocument();
  const color = (): string => window.getComputedStyle(card('waiting')).backgroundColor;
  const live = color();
  act(() => {
    fake.disconnect();
  });
  await passTime(7000);
  expect(color()).not.toBe(live);
});

it('are put away by a button, which the URL and the person’s browser remember', async () => {
  const { unmount } = await renderBoard(QUEUES);
  const toggle = (): Promise<void> => chooseIn('board-menu', 'toggle-summary');
  await toggle();
  expect(screen.getByTestId('toggle-summary')).toHaveTextContent('Show the summary');
  expect(screen.queryByTestId('board-cards')).not.toBeInTheDocument();
  expect(window.location.search).toBe('?summary=off');
  unmount();
  window.history.pushState(null, '', BOARD_PATH);
  await renderBoard(QUEUES);
  expect(screen.queryByTestId('board-cards')).not.toBeInTheDocument();
  await toggle();
  expect(screen.getByTestId('board-cards')).toBeInTheDocument();
  expect(window.location.search).toBe('');
});
