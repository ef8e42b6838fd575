import { queueDocument, queueIndexMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { indexItem, queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import {
  BOARD_PATH,
  cellText,
  fillService,
  passTimeAlive,
  renderBoard,
  rowNames,
  setUpBoard,
  type QueueSetup,
} from '../testing/render-board';

const [SALES, SUPPORT, BILLING] = [queueSid(1), queueSid(2), queueSid(3)];
const person = (): ReturnType<typeof userEvent.setup> => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const wall = (): HTMLElement => screen.getByTestId('queue-wall');
const nameOnWall = (): string => screen.getByTestId('wall-name').textContent;
const notes = (): HTMLElement => screen.getByTestId('wall-notes');
const button = (): HTMLElement => screen.getByTestId('open-wall');

setUpBoard();
beforeEach(() => {
  window.history.pushState(null, '', `${BOARD_PATH}?wall=on`);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

const waiting = (seconds: number) =>
  queueDocumentData({ v: 2, now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(seconds) } });
const GROUPS: readonly QueueSetup[] = [
  { sid: SALES, item: { name: 'Sales', groups: ['Shop'] } },
  { sid: SUPPORT, item: { name: 'Support', groups: ['Help'] } },
  { sid: BILLING, item: { name: 'Billing' } },
];

describe('the wall', () => {
  it('is opened by its button, kept in the URL, and left by Escape, with the focus back on the button', async () => {
    window.history.pushState(null, '', BOARD_PATH);
    const { fake } = await renderBoard(GROUPS);
    const { listeners } = fake.store.usage();
    const user = person();
    act(() => {
      button().focus();
    });
    await user.keyboard('{Enter}');
    expect(wall()).toHaveAttribute('data-state', 'ready');
    expect(window.location.search).toBe('?wall=on');
    expect(screen.queryByTestId('queue-row')).not.toBeInTheDocument();
    expect(fake.store.usage().listeners).toBe(listeners);
    await user.keyboard('{Escape}');
    await passTime(100);
    expect(screen.queryByTestId('queue-wall')).not.toBeInTheDocument();
    expect(window.location.search).toBe('');
    expect(button()).toHaveFocus();
    expect(rowNames()).toHaveLength(3);
  });

  it('is shown by a link, and its Leave leads to the board', async () => {
    await renderBoard(GROUPS);
    const controls = screen.getByTestId('wall-controls');
    expect(controls).toHaveAttribute('data-seen', 'false');
    fireEvent.pointerMove(wall());
    expect(controls).toHaveAttribute('data-seen', 'true');
    await passTime(5000);
    expect(controls).toHaveAttribute('data-seen', 'false');
    await person().tab();
    expect(controls).toHaveAttribute('data-seen', 'true');
    await person().click(within(wall()).getByRole('button', { name: 'Leave' }));
    await passTime(100);
    expect(button()).toHaveFocus();
  });

  it('has the whole screen from its button on, and ends with it: the browser keeps that Escape for itself', async () => {
    window.history.pushState(null, '', BOARD_PATH);
    await renderBoard([]);
    const requestFullscreen = jest.fn(() => Promise.reject(new Error('refused')));
    Object.assign(document.documentElement, { requestFullscreen });
    await person().click(button());
    expect(requestFullscreen).toHaveBeenCalledTimes(1);
    expect(wall()).toBeInTheDocument();
    Object.assign(document, { fullscreenElement: null });
    act(() => {
      document.dispatchEvent(new Event('fullscreenchange'));
    });
    expect(screen.queryByTestId('queue-wall')).not.toBeInTheDocument();
    Reflect.deleteProperty(document.documentElement, 'requestFullscreen');
    Reflect.deleteProperty(document, 'fullscreenElement');
  });

  it('turns over the groups, and by keys: arrows step, Space holds and continues', async () => {
    const { fake } = await renderBoard(GROUPS);
    expect(nameOnWall()).toBe('All queues');
    expect(cellText(wall(), 'waiting')).toBe('0');
    await passTime(16_000);
    expect([nameOnWall(), notes().textContent]).toEqual(['Help', expect.stringContaining('1 queue · 2 of 3')]);
    const user = person();
    await user.keyboard('{ArrowRight}');
    expect(nameOnWall()).toBe('Shop');
    await user.keyboard('{ArrowLeft} ');
    expect(notes()).toHaveTextContent('Held');
    await passTimeAlive(fake, 1);
    await passTime(16_000);
    expect(nameOnWall()).toBe('Help');
    await user.keyboard(' ');
    await passTimeAlive(fake, 1);
    await passTime(15_000);
    expect(nameOnWall()).toBe('Shop');
  });

  it('stands at a breach with its worst queues until it ends, announced once and politely', async () => {
    const { fake } = await renderBoard(GROUPS);
    const heard = screen.getByTestId('status-announcer');
    expect(wall()).toContainElement(heard);
    fake.setDocument(queueDocument(SALES), waiting(300));
    await passTime(20_000);
    expect([nameOnWall(), heard.textContent]).toEqual(['Shop', 'Sales: Critical']);
    expect(notes()).toHaveTextContent('Held by a breach');
    expect(screen.getByTestId('wall-worst')).toHaveTextContent(/^Sales Critical · Longest wait 5:2\d$/);
    expect(screen.getByTestId('wall-longestWait')).toHaveTextContent(/^Longest wait Critical5:2\d.*Sales$/);
    fake.setDocument(queueDocument(SALES), queueDocumentData({ v: 3 }));
    await passTimeAlive(fake, 2);
    expect(nameOnWall()).toBe('All queues');
    await passTime(16_000);
    expect([nameOnWall(), heard.textContent]).toEqual(['Help', 'Sales: No traffic']);
    expect(screen.getByTestId('wall-worst')).toHaveTextContent('No queue needs attention');
  });

  it('shows what passes the filter', async () => {
    window.history.pushState(null, '', `${BOARD_PATH}?wall=on&filter=s&sort=name.ascending`);
    await renderBoard(GROUPS);
    expect(nameOnWall()).toBe('Queues that match “s”');
    // Where a long name is cut: after its beginning, in whatever script.
    expect(screen.getByTestId('wall-name')).toHaveAttribute('dir', 'auto');
    expect(notes()).toHaveTextContent('2 queues · 1 of 3');
  });

  it('says from when its figures are when the connection is lost, and which queues have none', async () => {
    const { fake } = await renderBoard([...GROUPS, { sid: queueSid(4), item: { name: 'New' }, document: null }]);
    expect(notes()).toHaveTextContent('4 queues · 1 without figures');
    fake.setDocument(queueDocument(SALES), { schema: 1, v: 2, nonsense: true });
    await passTime(600);
    expect(notes()).toHaveTextContent('1 not updated');
    act(() => {
      fake.disconnect();
    });
    await passTime(7000);
    expect(wall()).toHaveAttribute('data-state', 'lost');
    expect(screen.getByTestId('wall-outage')).toHaveTextContent(/^Connection lostFigures are from \d+:00 .M\./);
    expect(notes()).toHaveTextContent(/as of \d+:00 .M$/);
    expect(cellText(wall(), 'waiting')).toBe('0');
  });

  it.each<[string, string, Parameters<typeof renderBoard>[0]]>([
    ['empty', 'No queues yet', []],
    [
      'loading',
      'Loading queues',
      (fake) => {
        fake.getToken = () => new Promise(() => undefined);
      },
    ],
    [
      'forbidden',
      'You may not see the queues',
      (fake) => {
        fillService(fake, []);
        fake.setItem(queueIndexMap, SALES, indexItem());
        fake.forbid(queueIndexMap);
      },
    ],
  ])('says in place of figures that it is %s', async (state, title, prepare) => {
    await renderBoard(prepare);
    expect(wall()).toHaveAttribute('data-state', state);
    expect(within(wall()).getByRole('heading', { name: title })).toBeInTheDocument();
  });

  it('says in one line when the browser does not keep the screen on, and keeps it on only while it is shown', async () => {
    const { unmount } = await renderBoard(GROUPS);
    expect(wall()).toHaveTextContent('The screen may turn off');
    unmount();
    const release = jest.fn(() => Promise.resolve());
    const request = jest.fn(() => Promise.resolve(Object.assign(new EventTarget(), { release })));
    Object.assign(navigator, { wakeLock: { request } });
    await renderBoard(GROUPS);
    expect(wall()).not.toHaveTextContent('The screen may turn off');
    await person().keyboard('{Escape}');
    await passTime(100);
    expect(request.mock.calls.length).toBeGreaterThan(0);
    expect(release).toHaveBeenCalledTimes(request.mock.calls.length);
    Reflect.deleteProperty(navigator, 'wakeLock');
  });
});
