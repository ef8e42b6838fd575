import { recentCallsMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { minutesBeforeNoon, missedCall, NOON, recentCall, reservationSid, WORKER } from '../testing/call-fixtures';
import {
  counterText,
  panelStateOf,
  partText,
  renderPanel,
  rowOf,
  setUpPanel,
  shownSids,
} from '../testing/render-panel';

const map = recentCallsMap(WORKER);
const ANNA = { address: '+12025550001', isMasked: false, name: 'Anna Müller' };

setUpPanel();

describe('the panel', () => {
  it('asks Sync for nothing while it is collapsed and a task hides the compact view', async () => {
    const { fake, person, expansion } = await renderPanel({ calls: [recentCall(1, 5)], isExpanded: false });
    expect(panelStateOf()).toBe('collapsed');
    expect(screen.getByTestId('recent-calls-compact')).toBeInTheDocument();
    await person.click(screen.getByTestId('recent-calls-toggle'));
    await passTime(500);
    expect(panelStateOf()).toBe('ready');
    expect(screen.queryByTestId('recent-calls-compact')).not.toBeInTheDocument();
    expect(expansion.get()).toBe(true);
    expect(new Set(fake.tokenRequests)).toEqual(new Set(['personal']));
  });

  it('shows who, what became of it, when, where and how long, newest first', async () => {
    await renderPanel({
      calls: [recentCall(1, 90), missedCall(2, 2, { party: ANNA }), recentCall(3, 26 * 60)],
    });
    expect(shownSids()).toEqual([2, 1, 3].map(reservationSid));
    const missed = rowOf(reservationSid(2));
    for (const text of ['Anna Müller', 'Inbound · Missed', '2 min. ago', 'Sales', '0:20', 'Voice']) {
      expect(missed).toHaveTextContent(text);
    }
    expect(missed).toMatchObject({ dataset: { outcome: 'missed', direction: 'inbound' } });
    expect(rowOf(reservationSid(1))).toHaveTextContent('2:00');
    expect(screen.getAllByTestId('day-separator').map(({ textContent }) => textContent)).toEqual([
      'Today',
      'Yesterday',
    ]);
  });

  it('counts the day, and says how many missed calls are open', async () => {
    await renderPanel({
      calls: [
        recentCall(1, 30),
        recentCall(2, 20, { direction: 'outbound' }),
        missedCall(3, 10),
        missedCall(4, 9, { returnedAt: minutesBeforeNoon(1) }),
        recentCall(5, 26 * 60),
      ],
    });
    expect(['answered', 'outbound', 'missed', 'aht'].map(counterText)).toEqual(['1', '1', '1 open of 2', '2:20']);
    expect(screen.getByTestId('recent-calls-filter-missed')).toHaveTextContent('1 not returned');
  });

  it('lets the clock of a call in progress run', async () => {
    await renderPanel({ calls: [recentCall(1, 1, { outcome: 'talking', wrapupAt: null, endedAt: null })] });
    expect(rowOf(reservationSid(1))).toHaveTextContent('0:50');
    await passTime(2000);
    expect(rowOf(reservationSid(1))).toHaveTextContent('0:52');
  });

  it('takes over a change of a row, and a row that is gone', async () => {
    const view = await renderPanel({ calls: [missedCall(1, 5), recentCall(2, 6)] });
    await view.set(missedCall(1, 5, { v: 9, returnedAt: minutesBeforeNoon(1) }));
    expect(rowOf(reservationSid(1))).toHaveTextContent('Missed, returned');
    view.fake.removeItem(map, reservationSid(2));
    await passTime(500);
    expect(shownSids()).toEqual([reservationSid(1)]);
  });

  it('shows texts of customers as text', async () => {
    const name = '<img src=x onerror="alert(1)">';
    await renderPanel({ calls: [recentCall(1, 5, { party: { ...ANNA, name } })] });
    expect(rowOf(reservationSid(1))).toHaveTextContent(name);
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});

describe('filters and search', () => {
  const calls = [
    recentCall(1, 5, { party: ANNA, note: 'wants a refund' }),
    recentCall(2, 6, { direction: 'outbound', queueName: 'Support' }),
    missedCall(3, 7),
    recentCall(4, 26 * 60),
  ];

  it.each([
    ['in', [1, 3, 4]],
    ['out', [2]],
    ['missed', [3]],
    ['all', [1, 2, 3, 4]],
  ])('shows the calls of the filter %s', async (kind, expected) => {
    const { person } = await renderPanel({ calls });
    const button = screen.getByTestId(`recent-calls-filter-${kind}`);
    await person.click(button);
    expect(button).toHaveAttribute('aria-pressed', 'true');
    expect(shownSids()).toEqual(expected.map(reservationSid));
  });

  it.each([
    ['muller', [1]],
    ['REFUND', [1]],
    ['(202) 555-0001', [1]],
    ['support', [2]],
    ['missed', [3]],
  ])('finds "%s"', async (text, expected) => {
    const { person } = await renderPanel({ calls });
    await person.type(screen.getByTestId('recent-calls-search'), text);
    expect(shownSids()).toEqual(expected.map(reservationSid));
  });

  it('says that nothing matches, and offers the way back', async () => {
    const { person } = await renderPanel({ calls });
    await person.type(screen.getByTestId('recent-calls-search'), 'nobody');
    expect(panelStateOf()).toBe('no-match');
    await person.click(screen.getByRole('button', { name: 'Show all calls' }));
    expect(shownSids()).toHaveLength(4);
  });

  it('shows the calls of one day', async () => {
    const { person } = await renderPanel({ calls });
    await person.selectOptions(screen.getByTestId('recent-calls-date'), 'yesterday');
    expect(shownSids()).toEqual([reservationSid(4)]);
  });

  it('groups the calls of one customer, with their number', async () => {
    const { person } = await renderPanel({ calls: [...calls, recentCall(5, 30, { party: ANNA })] });
    await person.click(screen.getByTestId('recent-calls-group'));
    expect(shownSids()).toEqual([1, 2, 3, 4].map(reservationSid));
    expect(rowOf(reservationSid(1))).toHaveTextContent('2 calls');
  });
});

describe('the keyboard', () => {
  it('moves with arrows, opens with Enter, closes with Escape, reaches the search with a slash', async () => {
    const { person } = await renderPanel({ calls: [recentCall(1, 5), recentCall(2, 6), recentCall(3, 7)] });
    act(() => {
      rowOf(reservationSid(1)).focus();
    });
    await person.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(rowOf(reservationSid(2))).toHaveFocus();
    await person.keyboard('{Enter}');
    expect(screen.getByTestId('recent-call-details')).toHaveAttribute('data-reservation-sid', reservationSid(2));
    await person.keyboard('{Escape}');
    expect(screen.queryByTestId('recent-call-details')).not.toBeInTheDocument();
    expect(rowOf(reservationSid(2))).toHaveFocus();
    await person.keyboard('/');
    expect(screen.getByTestId('recent-calls-search')).toHaveFocus();
    await person.keyboard('/');
    expect(screen.getByTestId('recent-calls-search')).toHaveValue('/');
    // The title bar has the focus after the panel was opened with it.
    act(() => {
      screen.getByTestId('recent-calls-toggle').focus();
    });
    await person.keyboard('/');
    expect(screen.getByTestId('recent-calls-search')).toHaveFocus();
  });

  it('asks before it calls back with Shift+Enter, with the number and the line that the customer used', async () => {
    const { person, agent } = await renderPanel({ calls: [missedCall(1, 5, { party: ANNA })] });
    act(() => {
      rowOf(reservationSid(1)).focus();
    });
    await person.keyboard('{Shift>}{Enter}{/Shift}');
    expect(screen.getByTestId('call-back-number')).toHaveTextContent('+12025550001');
    expect(screen.getByTestId('call-back-caller-id')).toHaveTextContent('+18005550199');
    expect(agent.placed).toEqual([]);
    await person.click(screen.getByTestId('call-back-confirm'));
    await passTime(100);
    expect(agent.placed).toEqual([
      {
        destination: '+12025550001',
        callerId: '+18005550199',
        queueSid: `WQ${'1'.padStart(32, '0')}`,
        taskAttributes: { name: 'Anna Müller', returnsReservationSid: reservationSid(1) },
      },
    ]);
    expect(screen.queryByTestId('call-back-dialog')).not.toBeInTheDocument();
  });
});

describe('calling back', () => {
  it.each([
    [{ isOffline: true }, 'You are offline'],
    [{ isBusy: true }, 'You already have a call'],
    [{ isOutboundOn: false }, 'switched off'],
  ])('is refused with the reason: %j', async (state, reason) => {
    const { person, agent } = await renderPanel({ calls: [missedCall(1, 5)] });
    act(() => {
      agent.become(state);
    });
    const button = screen.getByTestId('call-back');
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleName(expect.stringContaining(reason));
    await person.click(button);
    act(() => {
      rowOf(reservationSid(1)).focus();
    });
    await person.keyboard('{Shift>}{Enter}{/Shift}');
    expect(screen.queryByTestId('call-back-dialog')).not.toBeInTheDocument();
  });

  it('warns of an attempt within ten minutes', async () => {
    const { person } = await renderPanel({
      calls: [recentCall(2, 4, { direction: 'outbound', party: ANNA }), missedCall(1, 5, { party: ANNA })],
    });
    await person.click(within(rowOf(reservationSid(1))).getByTestId('call-back'));
    expect(screen.getByTestId('call-back-repeated')).toHaveTextContent('last 10 minutes: 1');
  });

  it('asks the backend for a masked number, and says what Flex refused', async () => {
    const party = { address: '+1•••••••0001', isMasked: true, name: null };
    const { person, agent, backend } = await renderPanel({ calls: [missedCall(1, 5, { party })] });
    agent.refuse('No microphone');
    await person.click(screen.getByTestId('call-back'));
    await person.click(screen.getByTestId('call-back-confirm'));
    expect(backend.requests).toEqual([{ method: 'POST', path: `/recent-calls/${reservationSid(1)}/reveal` }]);
    backend.answer({ address: '+12025550001' });
    await passTime(100);
    expect(screen.getByTestId('call-back-notes')).toHaveTextContent('could not be started: No microphone.');
  });
});

describe('older calls', () => {
  it('come page by page from the backend, and fall together with those that Sync has', async () => {
    const { person, backend } = await renderPanel({ calls: [recentCall(1, 5)] });
    await person.click(screen.getByTestId('older-calls'));
    expect(backend.requests[0]).toEqual({
      path: '/recent-calls',
      query: { limit: 50, until: new Date(NOON - 5 * 60_000 + 1).toISOString(), before: undefined },
    });
    backend.answer({ calls: [recentCall(1, 5), recentCall(2, 60)], next: 'page-2' });
    await passTime(100);
    expect(shownSids()).toEqual([1, 2].map(reservationSid));
    await person.click(screen.getByTestId('older-calls'));
    expect(backend.requests[1]?.query).toMatchObject({ before: 'page-2' });
    backend.fail('unreachable', 'The backend cannot be reached');
    await passTime(100);
    expect(screen.getByTestId('older-calls-footer')).toHaveTextContent('The backend cannot be reached.');
    await person.click(screen.getByRole('button', { name: 'Try again' }));
    backend.answer({ calls: [recentCall(3, 90)], next: null });
    await passTime(100);
    expect(shownSids()).toEqual([1, 2, 3].map(reservationSid));
    expect(screen.queryByTestId('older-calls')).not.toBeInTheDocument();
  });
});

describe('details', () => {
  const open = async (call = recentCall(1, 5, { party: ANNA })): Promise<Awaited<ReturnType<typeof renderPanel>>> => {
    const view = await renderPanel({ calls: [call, recentCall(2, 60, { party: ANNA, direction: 'outbound' })] });
    await view.person.click(rowOf(call.reservationSid));
    return view;
  };

  it('tell wait, ring, talk and wrap-up apart, and the other calls of the customer', async () => {
    await open();
    expect(['wait', 'ring', 'talk', 'wrap'].map(partText)).toEqual(['0:30', '0:10', '2:00', '0:20']);
    expect(within(screen.getByTestId('other-calls')).getByRole('button')).toHaveTextContent('Outbound · Called');
  });

  it('name who handed the call over and who took it on', async () => {
    const from = { workerSid: null, name: 'Bob' };
    await open(recentCall(1, 5, { party: ANNA, transfer: { mode: 'warm', from, to: null } }));
    expect(screen.getByTestId('transfer-chain')).toHaveTextContent('Warm transfer from Bob');
  });

  it('save note and disposition', async () => {
    const { person, backend } = await open();
    expect(screen.getByTestId('notes-save')).toBeDisabled();
    await person.type(screen.getByTestId('notes-note'), 'Call again');
    await person.click(screen.getByTestId('notes-save'));
    expect(backend.requests).toEqual([
      {
        method: 'PATCH',
        path: `/recent-calls/${reservationSid(1)}`,
        body: { notesRevision: 0, note: 'Call again', disposition: null },
      },
    ]);
    backend.answer(recentCall(1, 5, { party: ANNA, note: 'Call again', notesRevision: 1 }));
    await passTime(100);
    expect(screen.getByTestId('notes-status')).toHaveTextContent('Saved.');
    expect(screen.getByTestId('notes-note')).toHaveValue('Call again');
  });

  it('keep what was typed when saving fails', async () => {
    const { person, backend } = await open();
    await person.type(screen.getByTestId('notes-disposition'), 'Sold');
    await person.click(screen.getByTestId('notes-save'));
    backend.fail('unreachable', 'The backend cannot be reached');
    await passTime(100);
    expect(screen.getByTestId('notes-status')).toHaveTextContent('Not saved: The backend cannot be reached.');
    expect(screen.getByTestId('notes-disposition')).toHaveValue('Sold');
  });

  it.each([
    ['notes-keep-mine', 'Mine'],
    ['notes-take-theirs', 'Theirs'],
  ])('let the person decide a conflict: %s', async (button, expected) => {
    const { person, backend } = await open();
    await person.type(screen.getByTestId('notes-note'), 'Mine');
    await person.click(screen.getByTestId('notes-save'));
    const current = recentCall(1, 5, { party: ANNA, note: 'Theirs', notesRevision: 3 });
    backend.fail('conflict', 'It changed', { code: 'conflict', message: 'It changed', requestId: 'r', current });
    await passTime(100);
    expect(screen.getByTestId('notes-conflict')).toHaveTextContent('Theirs');
    await person.click(screen.getByTestId(button));
    if (expected === 'Mine') {
      expect(backend.requests[1]).toMatchObject({ body: { notesRevision: 3, note: 'Mine' } });
      backend.answer({ ...current, note: 'Mine', notesRevision: 4 });
    }
    await passTime(100);
    expect(screen.getByTestId('notes-note')).toHaveValue(expected);
  });

  it('do not let a shortened note be changed before the whole of it is there', async () => {
    const whole = recentCall(1, 5, { party: ANNA, note: 'Long, long note' });
    const { person, backend } = await open(recentCall(1, 5, { party: ANNA, note: 'Long…', cut: ['note'] }));
    expect(screen.getByTestId('notes-note')).toBeDisabled();
    await person.click(screen.getByRole('button', { name: 'Load the whole text' }));
    backend.answer(whole);
    await passTime(100);
    expect(backend.requests).toMatchObject([{ method: undefined, path: `/recent-calls/${whole.reservationSid}` }]);
    expect(screen.getByTestId('notes-note')).toHaveValue('Long, long note');
    expect(screen.getByTestId('notes-note')).toBeEnabled();
  });

  it('show a masked number on demand, then copy it', async () => {
    const party = { address: '+1•••••••0001', isMasked: true, name: 'Anna' };
    const { person, backend } = await open(recentCall(1, 5, { party }));
    await person.click(screen.getByTestId('reveal-number'));
    backend.answer({ address: '+12025550001' });
    await passTime(100);
    await person.click(screen.getByTestId('copy-number'));
    await expect(navigator.clipboard.readText()).resolves.toBe('+12025550001');
  });
});

describe('when something is wrong, the panel', () => {
  it('says that there are no calls yet', async () => {
    await renderPanel();
    expect(panelStateOf()).toBe('empty');
  });

  it('waits for a Map that the backend has yet to create, but not for a dead backend', async () => {
    await renderPanel({
      prepare: (fake) => {
        fake.remove(map);
      },
    });
    expect(panelStateOf()).toBe('loading');
    await passTime(40_000);
    expect(panelStateOf()).toBe('error');
  });

  it('keeps the list with a banner when the backend is dead, and when the connection is lost', async () => {
    const { fake } = await renderPanel({ calls: [recentCall(1, 5)] });
    await passTime(40_000);
    expect(panelStateOf()).toBe('stale');
    expect(screen.getByTestId('recent-calls-banner')).toHaveTextContent('The backend is not answering');
    act(() => {
      fake.disconnect();
    });
    await passTime(10_000);
    expect(panelStateOf()).toBe('lost');
    expect(shownSids()).toHaveLength(1);
  });

  it('removes the calls when the permission is withdrawn', async () => {
    await renderPanel({
      calls: [recentCall(1, 5)],
      prepare: (fake) => {
        fake.forbid(map);
      },
    });
    expect(panelStateOf()).toBe('forbidden');
    expect(shownSids()).toEqual([]);
  });
});

it('has nothing that axe objects to, collapsed, open, with details and with the dialog', async () => {
  const { person, baseElement } = await renderPanel({
    calls: [missedCall(1, 5), recentCall(2, 6)],
    isExpanded: false,
  });
  jest.useRealTimers();
  // jsdom has no layout: colours are for the browser tests. A whole page has landmarks; this is a part of one.
  const check = async (): Promise<void> => {
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
    const { violations } = await axe.run(baseElement, { rules });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  };
  await check();
  jest.useFakeTimers({ now: NOON });
  await person.click(screen.getByTestId('recent-calls-toggle'));
  await passTime(500);
  await person.click(rowOf(reservationSid(2)));
  jest.useRealTimers();
  await check();
  jest.useFakeTimers({ now: NOON });
  await person.click(within(rowOf(reservationSid(1))).getByTestId('call-back'));
  jest.useRealTimers();
  await check();
  jest.useFakeTimers({ now: NOON });
});
