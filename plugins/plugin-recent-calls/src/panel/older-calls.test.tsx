import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import { NOON, recentCall, reservationSid } from '../testing/call-fixtures';
import { renderPanel, setUpPanel, shownSids } from '../testing/render-panel';

setUpPanel();

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
