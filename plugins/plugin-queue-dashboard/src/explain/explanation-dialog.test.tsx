import { backendHeartbeatDocument, queueDocument } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { heartbeat, NOON, queueDocumentData, queueSid } from '../testing/queue-fixtures';
import { renderBoard, rowOf, setUpBoard, type BoardUnderTest } from '../testing/render-board';

const [SALES, SUPPORT] = [queueSid(1), queueSid(2)];
const person = (): ReturnType<typeof userEvent.setup> => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const WINDOW = { answered: 100, answeredInTime: 86, abandoned: 7, shortAbandoned: 1 };

const renderTwo = (): Promise<BoardUnderTest> =>
  renderBoard([
    { sid: SALES, document: queueDocumentData({ last30Minutes: WINDOW, now: { free: 2, available: 3, eligible: 4 } }) },
    { sid: SUPPORT, item: { name: 'Support' }, document: queueDocumentData({ last30Minutes: { answered: 4 } }) },
  ]);

const dialog = (): HTMLElement => screen.getByTestId('explanation');
const choice = (): HTMLSelectElement => screen.getByTestId('explanation-queue');
const chosen = (): string | undefined => choice().selectedOptions[0]?.text;
/** Everything that is said of a figure. */
const figure = (column: string): HTMLElement => screen.getByTestId(`explained-${column}`);

setUpBoard();

it('a click on a figure of a queue or of the totals explains it, and the focus begins there', async () => {
  await renderTwo();
  const user = person();
  await user.click(within(rowOf('Sales')).getByText('Sales'));
  await user.click(screen.getByRole('columnheader', { name: /^Waiting/ }));
  await passTime(500);
  expect(screen.queryByTestId('explanation')).not.toBeInTheDocument();

  await user.click(within(rowOf('Sales')).getByText('81.1%'));
  await passTime(500);
  expect(chosen()).toBe('Sales');
  expect(figure('serviceLevel')).toHaveTextContent(
    '86 answered in time ÷ (100 answered + 7 abandoned − 1 short) = 81.1%',
  );
  expect(figure('serviceLevel')).toHaveTextContent('S1, answered only: 86 answered in time ÷ 100 answered = 86%');
  expect(screen.getByText(/^Service level 30 min: 81.1%$/)).toHaveFocus();
  await user.keyboard('{Escape}');
  await passTime(500);

  await user.click(within(screen.getByTestId('queue-totals')).getByText('78.2%'));
  await passTime(500);
  expect(chosen()).toBe('All 2 queues shown');
  expect(screen.getByText(/^Service level 30 min: 78.2%$/)).toHaveFocus();
});

it('? on a row explains its figures, and Escape goes back to the row, of which none is drawn anew', async () => {
  const { takeRowRenders } = await renderTwo();
  act(() => {
    rowOf('Support').focus();
  });
  takeRowRenders();
  await person().keyboard('?');
  await passTime(500);
  expect(screen.getByRole('dialog', { name: /^Support ?: figures explained$/ })).toBeInTheDocument();
  expect(chosen()).toBe('Support');
  expect(choice()).toHaveFocus();
  await person().keyboard('{Escape}');
  await passTime(500);
  expect(screen.queryByTestId('explanation')).not.toBeInTheDocument();
  expect(rowOf('Support')).toHaveFocus();
  expect(takeRowRenders()).toEqual([]);
});

it('the button explains the sum of all, from which one chooses a queue; figures and zone stay live', async () => {
  const { fake } = await renderTwo();
  await chooseIn('board-menu', 'explain-figures');
  await passTime(500);
  expect(chosen()).toBe('All 2 queues shown');
  expect(figure('serviceLevel')).toHaveTextContent(
    '86 answered in time ÷ (104 answered + 7 abandoned − 1 short) = 78.2%',
  );
  expect(figure('free')).toHaveTextContent('8 free');
  expect(screen.queryByTestId('explained-status')).not.toBeInTheDocument();

  await person().selectOptions(choice(), 'Sales');
  expect(figure('free')).toHaveTextContent('2 free, of 3 available, of 4 eligible');
  expect(dialog()).toHaveTextContent('the backend does not say in which zone it reckons');
  fake.setDocument(queueDocument(SALES), queueDocumentData({ v: 2, now: { free: 1, available: 3, eligible: 4 } }));
  fake.setDocument(backendHeartbeatDocument, {
    ...heartbeat(2, new Date(NOON + 1000).toISOString()),
    timeZone: 'Asia/Kolkata',
  });
  await passTime(600);
  expect(figure('free')).toHaveTextContent('1 free, of 3 available, of 4 eligible');
  expect(dialog()).toHaveTextContent('Times are those of Asia/Kolkata, in which the reporting day is reckoned.');
  expect(within(dialog()).getByText(/^Last 30 minutes:/)).toHaveTextContent('Last 30 minutes: 5:01 PM to 5:30 PM');
});

it('says when the day of a queue begins where its rules say so, and that the days of several differ', async () => {
  const reset = { time: '06:00', zone: 'Europe/Berlin' };
  await renderBoard([
    { sid: SALES, item: { reset } },
    { sid: SUPPORT, item: { name: 'Support' } },
  ]);
  await chooseIn('board-menu', 'explain-figures');
  await passTime(500);
  expect(screen.getByTestId('explanation-day')).toHaveTextContent('begin at different times');
  await person().selectOptions(choice(), 'Sales');
  expect(screen.getByTestId('explanation-day')).toHaveTextContent('Today began at 06:00 of Europe/Berlin');
  await person().selectOptions(choice(), 'Support');
  expect(screen.queryByTestId('explanation-day')).not.toBeInTheDocument();
});
