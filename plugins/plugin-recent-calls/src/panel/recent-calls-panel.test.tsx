import { recentCallsMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import {
  minutesBeforeNoon,
  missedCall,
  NOON,
  recentCall,
  reservationSid,
  WORKER,
  ANNA,
} from '../testing/call-fixtures';
import { counterText, panelStateOf, renderPanel, rowOf, setUpPanel, shownSids } from '../testing/render-panel';

const map = recentCallsMap(WORKER);

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
    expect(expansion.getSnapshot()).toBe(true);
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
    expect(screen.getByTestId('recent-calls-banner')).toHaveTextContent(
      /^\(error\)Connection lostNew calls have not been added here since \d.*Reconnecting by itself/,
    );
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
