import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import { missedCall, recentCall, reservationSid, ANNA } from '../testing/call-fixtures';
import { renderPanel, rowOf, setUpPanel } from '../testing/render-panel';

setUpPanel();

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

  it('asks the backend for a masked number, and says in its own words that Flex refused', async () => {
    const party = { address: '+1•••••••0001', isMasked: true, name: null };
    const { person, agent, backend } = await renderPanel({ calls: [missedCall(1, 5, { party })] });
    agent.refuse('Permission denied by system');
    await person.click(screen.getByTestId('call-back'));
    await person.click(screen.getByTestId('call-back-confirm'));
    expect(backend.requests).toEqual([{ method: 'POST', path: `/recent-calls/${reservationSid(1)}/reveal` }]);
    backend.answer({ address: '+12025550001' });
    await passTime(100);
    const notes = screen.getByTestId('call-back-notes');
    expect(notes).toHaveTextContent('Flex did not place the call. Check that the browser may use your microphone');
    expect(notes).not.toHaveTextContent('Permission denied by system');
  });
});
