import { queueAlertsMap, type QueueAlert, type QueueAlertItem } from '@flex-sync-suite/shared/contract';
import { passTime, type FakeSyncStore } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { ME, queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import {
  BOARD_PATH,
  cellText,
  fillService,
  passTimeAlive,
  renderBoard,
  rowOf,
  setUpBoard,
  type BoardUnderTest,
} from '../testing/render-board';

const SALES = queueSid(1);
const SUPPORT = queueSid(2);
const ANA = { id: `WK${'2'.repeat(32)}`, name: 'Ana' };

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const alertOf = (n: number, more: Partial<QueueAlert> = {}): QueueAlert => ({
  ...{ id: idOf(n), taskQueueSid: SALES, queueName: 'Sales', ruleId: 'a', metric: 'longest-wait' },
  ...{
    severity: 'critical',
    value: 65,
    bound: 60,
    raisedAt: secondsBeforeNoon(90),
    severitySince: secondsBeforeNoon(90),
  },
  ...{ owner: null, note: null, snooze: null, end: null },
  ...more,
});
const item = (alert: QueueAlert, v = 1): QueueAlertItem => ({
  ...{ schema: 1, v, asOf: alert.severitySince },
  entry: { kind: 'alert', alert },
});
const put = (fake: FakeSyncStore, alert: QueueAlert, v = 1): void => {
  fake.setItem(queueAlertsMap, alert.id, item(alert, v));
};

const person = (): UserEvent => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const bell = (): HTMLElement => screen.getByTestId('alert-bell');
const inbox = (): HTMLElement => screen.getByTestId('alert-inbox');
const cards = (): HTMLElement[] => screen.queryAllByTestId('alert');
const settled = (step: () => void): Promise<void> =>
  act(async () => {
    step();
    await jest.advanceTimersByTimeAsync(0);
  });

setUpBoard();
beforeEach(() => {
  window.history.pushState(null, '', BOARD_PATH);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

const board = (...alerts: readonly QueueAlert[]): Promise<BoardUnderTest> =>
  renderBoard((fake) => {
    const waiting = queueDocumentData({ now: { queued: 3, oldestWaitingSince: secondsBeforeNoon(130) } });
    fillService(fake, [
      { sid: SALES, document: waiting },
      { sid: SUPPORT, item: { name: 'Support' } },
    ]);
    for (const alert of alerts) put(fake, alert);
  });
async function opened(...alerts: readonly QueueAlert[]): Promise<BoardUnderTest> {
  const view = await board(...alerts);
  await person().click(bell());
  return view;
}
const stateOf = (card: HTMLElement) => ['sentence', 'since', 'owner'].map((cell) => cellText(card, cell));

describe('the bell', () => {
  it('says in words how many alerts nobody is on; taken and silent ones do not call', async () => {
    const silent = { by: ANA, until: secondsBeforeNoon(-60) };
    const { fake } = await board(
      alertOf(1),
      alertOf(2, { owner: { ...ANA, since: secondsBeforeNoon(10) } }),
      alertOf(3, { snooze: silent }),
    );
    expect(bell()).toHaveAccessibleName('Alerts: 1 that nobody is on, 3 open');
    expect(bell()).toHaveAttribute('aria-expanded', 'false');
    // The silence ends by time alone.
    await passTimeAlive(fake, 61);
    expect(bell()).toHaveAccessibleName('Alerts: 2 that nobody is on, 3 open');
  });

  it('counts open alerts that the Map has no room for', async () => {
    const { fake } = await board(alertOf(1, { owner: { ...ANA, since: secondsBeforeNoon(10) } }));
    const counts: QueueAlertItem = {
      ...{ schema: 1, v: 1, asOf: secondsBeforeNoon(0) },
      entry: { kind: 'counts', open: 251, shown: 1 },
    };
    fake.setItem(queueAlertsMap, 'counts', counts);
    await passTime(500);
    expect(bell()).toHaveAccessibleName('Alerts: 251 open, somebody is on each or it is silent');
    await person().click(bell());
    expect(inbox()).toHaveTextContent('250 more open alerts are not listed: these are the worst.');
  });

  it('announces a new alert once, and none of those that were there before', async () => {
    const { fake } = await board(alertOf(1));
    expect(screen.getByTestId('alert-announcer')).toBeEmptyDOMElement();
    put(fake, alertOf(2, { metric: 'waiting', value: 12, bound: 10 }));
    await passTime(500);
    expect(screen.getByTestId('alert-announcer')).toHaveTextContent(
      /^New alert: .Sales.\. 12 waiting; the limit is 10\.$/,
    );
  });
});

it('notifies and sounds as the person chose, for new alerts alone, and not at first', async () => {
  const { fake, calls } = await opened(alertOf(1));
  put(fake, alertOf(2));
  await passTime(500);
  expect(calls).toEqual([]);
  await person().click(screen.getByRole('checkbox', { name: 'Play a sound' }));
  await person().click(screen.getByRole('checkbox', { name: 'Notify me in the browser' }));
  expect(screen.getByRole('checkbox', { name: 'Notify me in the browser' })).toBeChecked();
  expect(calls).toEqual(['sound']);
  put(fake, alertOf(3, { metric: 'waiting', value: 12, bound: 10 }));
  await passTime(500);
  expect(calls).toEqual(['sound', expect.stringMatching(/^Alerts: New alert: .Sales.\. 12 waiting/), 'sound']);
  await passTime(2_000);
  expect(calls).toHaveLength(3);
  window.localStorage.clear();
});

describe('the inbox', () => {
  it('lists the worst first, then what is over, each with its figure as it is now, since when, and who is on it', async () => {
    await opened(
      alertOf(1, { severity: 'warning', metric: 'waiting', value: 9, bound: 2, raisedAt: secondsBeforeNoon(600) }),
      alertOf(2),
      alertOf(3, {
        taskQueueSid: SUPPORT,
        owner: { ...ANA, since: secondsBeforeNoon(60) },
        raisedAt: secondsBeforeNoon(30),
      }),
      alertOf(4, {
        taskQueueSid: queueSid(9),
        queueName: 'Gone',
        end: { at: secondsBeforeNoon(120), reason: 'queue-deleted' },
      }),
    );
    expect(cards().map(({ dataset }) => dataset['alertId'])).toEqual([2, 3, 1, 4].map(idOf));
    const [worst, taken, warning, ended] = cards().map(stateOf);
    expect(worst?.[0]).toBe('Longest wait 2:10; the limit is 1:00.');
    expect(worst?.[1]).toMatch(/^1:30.*\(since .+\)$/);
    expect(worst?.[2]).toBe('Nobody is on it');
    expect(taken?.[2]).toMatch(/^.Ana. is on it, since/);
    expect(warning?.[0]).toBe('3 waiting; the limit is 2.');
    expect(ended?.[0]).toBe('When it came to this: Longest wait 1:05; the limit is 1:00.');
    expect(ended?.[1]).toMatch(/^The queue was deleted at/);
    expect(within(cards()[3]!).queryByTestId('alert-owner')).not.toBeInTheDocument();
    await passTime(1_000);
    expect(cellText(cards()[0]!, 'sentence')).toBe('Longest wait 2:11; the limit is 1:00.');
  });

  it('takes the focus, and gives it back to the bell', async () => {
    await opened();
    expect(within(inbox()).getByText('Alerts')).toHaveFocus();
    expect(inbox()).toHaveTextContent('Nothing needs you');
    await person().keyboard('{Escape}');
    expect(screen.queryByTestId('alert-inbox')).not.toBeInTheDocument();
    expect(bell()).toHaveFocus();
  });

  it("says I'm on it at once when the backend has it, and hands it back", async () => {
    const { backend, fake } = await opened(alertOf(1));
    await person().click(screen.getByRole('button', { name: /^I'm on it: .Sales.$/ }));
    expect(backend.requests.at(-1)).toMatchObject({
      ...{ method: 'POST', path: `/queues/alerts/${idOf(1)}/actions` },
      body: { action: 'take', from: null },
    });
    const mine = alertOf(1, { owner: { id: ME, name: 'Me', since: secondsBeforeNoon(0) } });
    await settled(() => {
      backend.answer(mine);
    });
    expect(cellText(cards()[0]!, 'owner')).toMatch(/^You are on it/);
    expect(bell()).toHaveAttribute('data-calling', '0');
    // The place is the same, and so is who has the focus.
    expect(screen.getByTestId('alert-owner')).toHaveFocus();
    await person().click(screen.getByRole('button', { name: /^Hand back/ }));
    expect(backend.requests.at(-1)).toMatchObject({ body: { action: 'hand-back' } });
    await settled(() => {
      backend.answer(alertOf(1));
    });
    // What Sync tells later counts.
    put(fake, alertOf(1, { owner: { ...ANA, since: secondsBeforeNoon(0) } }), 2);
    await passTime(500);
    expect(cellText(cards()[0]!, 'owner')).toMatch(/^.Ana. is on it/);
  });

  it('tells the second of two who was first, and offers to take over', async () => {
    const { backend, fake } = await opened(alertOf(1));
    await person().click(screen.getByTestId('alert-owner'));
    await settled(() => {
      backend.fail('conflict', 'Ana is on it already.');
    });
    expect(screen.getByTestId('alert-failure')).toHaveTextContent('Ana is on it already.');
    put(fake, alertOf(1, { owner: { ...ANA, since: secondsBeforeNoon(0) } }), 2);
    await passTime(500);
    await person().click(screen.getByRole('button', { name: /^Take over/ }));
    expect(backend.requests.at(-1)).toMatchObject({ body: { action: 'take', from: ANA.id } });
  });

  it('keeps a note with its author, and what was typed when it could not be saved', async () => {
    const note = { text: 'Called Tom', isCut: false, by: ANA, at: secondsBeforeNoon(30) };
    const { backend } = await opened(alertOf(1, { note }));
    expect(cellText(cards()[0]!, 'note')).toMatch(/^Called Tom \(.Ana., .+\)$/);
    await person().click(screen.getByTestId('alert-note'));
    await person().type(screen.getByRole('textbox', { name: 'Note' }), ', twice');
    await person().click(screen.getByTestId('alert-note-save'));
    expect(backend.requests.at(-1)).toMatchObject({
      body: { action: 'note', text: 'Called Tom, twice', replaces: note.at },
    });
    await settled(() => {
      backend.fail('store_unavailable', 'The database is not available now');
    });
    expect(screen.getByTestId('alert-failure')).toHaveTextContent('The database is not available now.');
    expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue('Called Tom, twice');
    await person().click(screen.getByTestId('alert-note-save'));
    await settled(() => {
      backend.answer(alertOf(1, { note: { ...note, text: 'Called Tom, twice' } }));
    });
    expect(screen.queryByRole('textbox', { name: 'Note' })).not.toBeInTheDocument();
    expect(screen.getByTestId('alert-note')).toHaveFocus();
  });

  it('does not begin with a note whose end it does not know', async () => {
    await opened(alertOf(1, { note: { text: 'Called T…', isCut: true, by: ANA, at: secondsBeforeNoon(30) } }));
    await person().click(screen.getByTestId('alert-note'));
    expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue('');
    expect(screen.getByTestId('alert-note-form')).toHaveTextContent(/longer than what is shown/);
  });

  it('silences for 15 minutes, and ends the silence', async () => {
    const { backend } = await opened(alertOf(1));
    await person().click(screen.getByRole('button', { name: /^Silence for 15 min/ }));
    expect(backend.requests.at(-1)).toMatchObject({ body: { action: 'snooze', minutes: 15 } });
    await settled(() => {
      backend.answer(alertOf(1, { snooze: { by: ANA, until: secondsBeforeNoon(-900) } }));
    });
    expect(cellText(cards()[0]!, 'silence')).toMatch(/Silent until .+ \(.Ana.\)$/);
    await person().click(screen.getByRole('button', { name: /^End the silence/ }));
    expect(backend.requests.at(-1)).toMatchObject({ body: { action: 'unsnooze' } });
  });

  it('leads to the drawer of a queue', async () => {
    await opened(alertOf(1));
    await person().click(within(inbox()).getByRole('button', { name: /who waits and who could answer/ }));
    expect(screen.queryByTestId('alert-inbox')).not.toBeInTheDocument();
    expect(screen.getByTestId('queue-drawer')).toHaveAccessibleName('Sales');
  });

  it('offers nothing on alerts that are not live, and says since when', async () => {
    const { fake } = await opened(alertOf(1));
    await passTime(60_000);
    expect(screen.getByTestId('alert-outage')).toHaveTextContent(/The alerts below have not been updated since/);
    expect(screen.queryByTestId('alert-owner')).not.toBeInTheDocument();
    expect(cellText(cards()[0]!, 'sentence')).toMatch(/^When it came to this/);
    fake.forbid(queueAlertsMap);
    await passTime(500);
    expect(screen.getByTestId('alert-message')).toHaveTextContent('You may not see alerts');
    expect(screen.queryByTestId('alert')).not.toBeInTheDocument();
    expect(bell()).toHaveAccessibleName('Alerts: not known');
  });
});

it('a row is marked while its queue has an alert, in the same words', async () => {
  const { fake } = await board(alertOf(1));
  const mark = within(rowOf('Sales')).getByTestId('alert-mark');
  expect(mark).toHaveAttribute(
    'title',
    'Critical. When it came to this: Longest wait 1:05; the limit is 1:00. Nobody is on it.',
  );
  expect(within(rowOf('Support')).queryByTestId('alert-mark')).not.toBeInTheDocument();
  put(fake, alertOf(1, { end: { at: secondsBeforeNoon(0), reason: 'recovered' } }), 2);
  await passTime(500);
  expect(screen.queryByTestId('alert-mark')).not.toBeInTheDocument();
});
