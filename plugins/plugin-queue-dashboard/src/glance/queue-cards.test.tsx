import { queueDocument } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import { BOARD_PATH, cellText, renderBoard, setUpBoard } from '../testing/render-board';

const person = (): ReturnType<typeof userEvent.setup> => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const cards = (): HTMLElement[] => screen.queryAllByTestId('queue-card');
const names = (): string[] => cards().map((card) => cellText(card, 'name'));

const [SALES, SUPPORT, BILLING] = [queueSid(1), queueSid(2), queueSid(3)];
const QUEUES = [
  { sid: SALES, document: queueDocumentData({ now: { talking: 9 } }) },
  {
    sid: SUPPORT,
    item: { name: 'Support' },
    trend: { waiting: [0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 4] },
    document: queueDocumentData({
      now: { queued: 3, ringing: 1, free: 0, available: 5, oldestWaitingSince: secondsBeforeNoon(100) },
      last30Minutes: { answered: 8, answeredInTime: 4 },
    }),
  },
  { sid: BILLING, item: { name: 'Billing' }, document: null },
];

setUpBoard();
beforeEach(() => {
  window.history.pushState(null, '', `${BOARD_PATH}?layout=cards`);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

describe('the queues as cards', () => {
  it('say what a row says, the worst queue first', async () => {
    await renderBoard(QUEUES);
    expect(names()).toEqual(['Support', 'Billing', 'Sales']);
    const [worst, unread, quiet] = cards();
    expect(worst).toHaveTextContent(/^SupportCritical.*Waiting43 queued, 1 ringing/);
    expect(worst).toHaveTextContent(/Agents free0of 5 available.*Longest wait1:40.*threshold 0:20/);
    expect(worst).toHaveTextContent(/Service level 30 min50%target 80%/);
    expect(
      within(worst!).getByRole('img', { name: /^Waiting, last 60 minutes: highest 7 at .+, now 4$/ }),
    ).toBeVisible();
    expect(quiet).toHaveTextContent(/Longest wait–nobody waits/);
    expect(unread).toHaveTextContent(/^BillingUnavailable/);
    expect(screen.queryByTestId('queue-scroller')).not.toBeInTheDocument();
  });

  it('open the drawer of their queue, and have the focus back when it is closed', async () => {
    await renderBoard(QUEUES);
    const user = person();
    const button = within(cards()[0]!).getByRole('button', { name: 'Support' });
    await user.click(button);
    await passTime(300);
    expect(screen.getByRole('dialog', { name: 'Support' })).toBeInTheDocument();
    expect(button).toHaveAttribute('aria-expanded', 'true');
    await user.keyboard('{Escape}');
    await passTime(300);
    expect(button).toHaveFocus();
  });

  it('stand still while the pointer is among them, and take the live order when asked', async () => {
    const { fake } = await renderBoard(QUEUES);
    fireEvent.pointerEnter(screen.getByTestId('queue-cards'));
    const waiting = { queued: 9, oldestWaitingSince: secondsBeforeNoon(1_000) };
    act(() => {
      fake.setDocument(queueDocument(SALES), queueDocumentData({ v: 2, now: waiting }));
    });
    await passTime(1_500);
    expect(names()).toEqual(['Support', 'Billing', 'Sales']);
    await person().click(screen.getByTestId('refresh-order'));
    expect(names()).toEqual(['Sales', 'Support', 'Billing']);
  });

  it('are drawn in part where there are very many, and so opens few trends', async () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ sid: queueSid(n), item: { name: `Queue ${n}` } }));
    await renderBoard(many);
    expect(cards().length).toBeLessThan(40);
    expect(screen.getByTestId('queue-count')).toHaveTextContent('200 queues');
  });

  it('are chosen beside the table, which the URL and the person’s browser remember', async () => {
    window.history.pushState(null, '', BOARD_PATH);
    const { unmount } = await renderBoard(QUEUES);
    const press = (id: string) => person().click(screen.getByTestId(id));
    expect(cards()).toEqual([]);
    expect(screen.getByTestId('view-table')).toHaveAttribute('aria-pressed', 'true');
    await press('view-cards');
    expect([cards().length, window.location.search]).toEqual([3, '?layout=cards']);
    unmount();
    window.history.pushState(null, '', BOARD_PATH);
    await renderBoard(QUEUES);
    expect(cards()).toHaveLength(3);
    await press('view-table');
    expect([cards().length, window.location.search]).toEqual([0, '']);
  });
});
