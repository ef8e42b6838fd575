/** @jest-environment ./jsdom-with-fetch.js */
import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import { createSyncStore, type SyncStore } from '@flex-sync-suite/shared/sync';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { LocalTwilio } from './local-twilio';
import { Notices } from './notices';

const WORKER = 'WK00000000000000000000000000000001';
let localTwilio: LocalTwilio;
let store: SyncStore;

beforeAll(async () => {
  localTwilio = await LocalTwilio.reset(process.env['LOCAL_TWILIO_URL'] ?? 'http://localhost:4000');
  store = createSyncStore({ getToken: () => localTwilio.token(WORKER), twilsockUri: localTwilio.twilsockUri });
});
afterAll(() => store.shutdown());

test('a notice that is written with the REST API is shown by the genuine SDK', async () => {
  await localTwilio.sync('/Maps', { UniqueName: 'notices' });
  await localTwilio.sync(`/Maps/notices/Permissions/${WORKER}`, { Read: 'true', Write: 'false', Manage: 'false' });
  const { unmount } = render(
    <SyncProvider store={store}>
      <Notices />
    </SyncProvider>,
  );
  await localTwilio.sync('/Maps/notices/Items', {
    Key: 'a',
    Data: JSON.stringify({ text: 'Lunch', since: '2026-01-05T12:00:00.000Z' }),
  });
  expect(await screen.findByText('Lunch', {}, { timeout: 10_000 })).not.toBeNull();
  unmount();
});
