import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import { createFakeSyncStore } from '@flex-sync-suite/shared/testing';
import { act, render, screen } from '@testing-library/react';
import React from 'react';
import { Notices } from './notices';
import { noticesMap } from './notices-map';

const fake = createFakeSyncStore();
afterEach(() => fake.store.shutdown());

test('notices are shown, and stay with a mark when the connection goes', async () => {
  fake.setItem(noticesMap, 'a', { text: 'Lunch', since: '2026-01-05T12:00:00.000Z' });
  const { unmount } = render(
    <SyncProvider store={fake.store}>
      <Notices />
    </SyncProvider>,
  );
  expect(await screen.findByText('Lunch')).toBeInTheDocument();
  await act(async () => {
    fake.disconnect();
    await Promise.resolve();
  });
  expect(screen.getByRole('list')).toHaveAttribute('aria-busy', 'true');
  unmount();
});
