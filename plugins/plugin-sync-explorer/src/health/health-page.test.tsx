import { BackendHeartbeat, defineSyncDocument } from '@flex-sync-suite/shared/contract';
import { createViewSuite, passTime, sdkError, type FakeSyncStore } from '@flex-sync-suite/shared/testing';
import { render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import React from 'react';
import { HealthPage } from './health-page';

const NOW = Date.parse('2026-06-03T10:00:00.000Z');
const suite = createViewSuite(NOW);
suite.setUp();

const documentNamed = (name: string) => defineSyncDocument(name, BackendHeartbeat);
const DATA = { schema: 1, v: 1, asOf: '2026-06-03T10:00:00.000Z', at: '2026-06-03T10:00:00.000Z' } as const;
const queue = documentNamed('queue.one');
const hidden = documentNamed('مخفي <b>');

function open({ store }: FakeSyncStore, ref: ReturnType<typeof documentNamed>): () => void {
  return store.document(ref).subscribe(() => undefined);
}

const cellsOf = (row: HTMLElement): (string | null)[] =>
  [...within(row).getAllByRole('rowheader'), ...within(row).getAllByRole('cell')].map(({ textContent }) => textContent);
const rowsOf = (testId: string): (string | null)[][] =>
  within(screen.getByTestId(testId)).getAllByRole('row').slice(1).map(cellsOf);

it('tells each second how the connection stands, whom its token is for, and what was refused', async () => {
  const fake = suite.startStore();
  fake.getToken = () => Promise.resolve({ token: 't', identity: 'profile.x', expiresAt: NOW + 3_600_000 });
  fake.setDocument(queue, DATA);
  fake.setDocument(hidden, DATA);
  fake.forbid(hidden, sdkError('forbidden', 403, 54_007));
  const stops = [open(fake, queue), open(fake, queue), open(fake, hidden)];
  const { unmount } = render(<HealthPage store={fake.store} locale="en-US" />);
  await passTime(60_000);
  const [scope] = rowsOf('health-scopes');
  expect(scope!.slice(0, 6)).toEqual(['Shared', 'connected', '1 min', '0', 'profile.x', '59 min']);
  expect(Number(scope![8])).toBeGreaterThan(0);
  expect(rowsOf('health-objects').map((cells) => cells.slice(0, 4))).toEqual([
    ['مخفي <b>', 'Shared', 'may not be read', '1'],
    ['queue.one', 'Shared', 'live', '2'],
  ]);

  fake.disconnect();
  await passTime(7_000);
  expect(rowsOf('health-scopes')[0]!.slice(1, 4)).toEqual(['lost', '–', '0']);
  expect(rowsOf('health-objects')[1]![2]).toBe('not live for 7 sec');
  fake.reconnect();
  await passTime(2_000);
  expect(rowsOf('health-scopes')[0]!.slice(1, 4)).toEqual(['connected', '2 sec', '1']);
  jest.useRealTimers();
  // jsdom has no layout: colours are for the browser tests. A whole page has landmarks; this is a part of one.
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  expect((await axe.run(screen.getByTestId('health'), { rules })).violations).toEqual([]);
  jest.useFakeTimers({ now: Date.now() });
  unmount();
  for (const stop of stops) stop();
});

it('says so where nothing is open, and where the store of the page cannot tell', async () => {
  const fake = suite.startStore();
  const { rerender } = render(<HealthPage store={fake.store} locale="en-US" />);
  await passTime(1_000);
  expect(screen.getByTestId('health-no-scopes')).toHaveTextContent('Nothing is connected');
  rerender(<HealthPage store={{}} locale="en-US" />);
  expect(screen.getByTestId('health-none')).toHaveTextContent('Release all plugins together');
});

it('draws the rows in sight of 2,000 objects, and no others', async () => {
  const fake = suite.startStore();
  const refs = Array.from({ length: 2_000 }, (_each, n) => documentNamed(`queue.${String(n)}`));
  for (const ref of refs) fake.setDocument(ref, DATA);
  const stops = refs.map((ref) => open(fake, ref));
  const { unmount } = render(<HealthPage store={fake.store} locale="en-US" />);
  await passTime(5_000);
  expect(screen.getByRole('heading', { name: 'Open objects (2,000)' })).toBeInTheDocument();
  expect(rowsOf('health-objects').length).toBeLessThan(100);
  unmount();
  for (const stop of stops) stop();
});
