import { act, render, screen } from '@testing-library/react';
import React from 'react';
import * as v from 'valibot';
import { backendHeartbeatDocument, defineSyncDocument } from '../../contract';
import { createViewSuite, passTime, type FakeSyncStore } from '../../testing';
import { liveViewState } from '../../views';
import { SyncProvider, useBackendLiveness, useSyncConnection, useSyncDocument } from '..';

const NOON = Date.parse('2026-04-03T12:00:00.000Z');
const row = defineSyncDocument('row', v.object({ n: v.number() }));
const suite = createViewSuite(NOON);
suite.setUp();

let beats = 0;
const beat = (fake: FakeSyncStore): Promise<void> =>
  act(async () => {
    beats += 1;
    fake.setDocument(backendHeartbeatDocument, { schema: 1, v: beats, asOf: null, at: new Date().toISOString() });
    await Promise.resolve();
  });

/** What a view shows of one row: whether the wire is live, and what it says of itself. */
function View(): React.JSX.Element {
  const source = useSyncDocument(row);
  const connection = useSyncConnection('shared');
  const { backend } = useBackendLiveness(backendHeartbeatDocument);
  const { kind } = liveViewState({ source, connection, backend });
  return <p data-testid="view">{`${kind} over a ${source.isLive ? 'live' : 'broken'} wire`}</p>;
}

it('[R9] a live wire over a dead backend does not look fresh, and is fresh again with the next heartbeat', async () => {
  const fake = suite.startStore();
  fake.setDocument(row, { n: 1 });
  await beat(fake);
  render(
    <SyncProvider store={fake.store}>
      <View />
    </SyncProvider>,
  );
  await passTime(25_000);
  expect(screen.getByTestId('view')).toHaveTextContent('ready over a live wire');
  await passTime(10_000);
  expect(screen.getByTestId('view')).toHaveTextContent('stale over a live wire');
  await beat(fake);
  expect(screen.getByTestId('view')).toHaveTextContent('ready over a live wire');
});
