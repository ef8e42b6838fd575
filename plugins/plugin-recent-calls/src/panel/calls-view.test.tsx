import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen } from '@testing-library/react';
import { missedCall, recentCall, reservationSid, ANNA } from '../testing/call-fixtures';
import { panelStateOf, renderPanel, rowOf, setUpPanel, shownSids } from '../testing/render-panel';

setUpPanel();

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
    expect(screen.getByTestId('call-back-number')).toHaveTextContent('+1 202-555-0001');
    expect(screen.getByTestId('call-back-caller-id')).toHaveTextContent('+1 800-555-0199');
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

it('is found as it was left when it is opened again, with nothing of it in the URL or in a storage', async () => {
  const calls = [
    ...Array.from({ length: 30 }, (_, index) =>
      missedCall(index + 1, index + 1, { party: { ...ANNA, address: `+120255511${10 + index}` } }),
    ),
    recentCall(31, 40),
  ];
  const { person, expansion, set } = await renderPanel({ calls });
  await person.click(screen.getByTestId('recent-calls-filter-missed'));
  await person.selectOptions(screen.getByTestId('recent-calls-date'), 'today');
  await person.click(screen.getByTestId('recent-calls-group'));
  await person.type(screen.getByTestId('recent-calls-search'), 'muller');
  const rowHeight = 48;
  fireEvent.scroll(screen.getByTestId('recent-calls-scroller'), { target: { scrollTop: 32 + 10 * rowHeight } });
  act(() => {
    expansion.set(false);
  });
  await set(missedCall(40, 0, { party: { ...ANNA, address: '+12025551040' } }));
  act(() => {
    expansion.set(true);
  });
  await passTime(500);
  expect(screen.getByTestId('recent-calls-search')).toHaveValue('muller');
  expect(screen.getByTestId('recent-calls-filter-missed')).toHaveAttribute('aria-pressed', 'true');
  expect(screen.getByTestId('recent-calls-date')).toHaveValue('today');
  expect(screen.getByTestId('recent-calls-group')).toBeChecked();
  // At the same call, which has one more above it.
  expect(screen.getByTestId('recent-calls-scroller').scrollTop).toBe(32 + 11 * rowHeight);
  const kept = [window.location.href, JSON.stringify(window.sessionStorage), JSON.stringify(window.localStorage)];
  expect(kept.join(' ')).not.toMatch(/muller|missed/i);
});
