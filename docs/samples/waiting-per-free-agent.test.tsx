import { queueDocument, queueIndexMap, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import { createFakeSyncStore } from '@flex-sync-suite/shared/testing';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { WaitingPerFreeAgent } from './waiting-per-free-agent';

const HEADER = { schema: 1, v: 1, asOf: '2026-01-05T12:00:00.000Z' } as const;
const NOTHING = {
  ...{ offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, shortAbandoned: 0, abandonedInTime: 0, flowedOut: 0 },
  ...{ completed: 0, handled: 0, answerWaitMs: 0, handleMs: 0 },
};
const fake = createFakeSyncStore();
afterEach(() => fake.store.shutdown());

function addQueue(digit: string, groups: string[], figures: { queued: number; ringing: number; free: number }): void {
  const sid = `WQ${digit.repeat(32)}` as TaskQueueSid;
  const policy = { targetPercent: 80, thresholdSeconds: { default: 20 }, shortAbandonSeconds: 5 };
  fake.setItem(queueIndexMap, sid, {
    ...{ ...HEADER, name: digit, channels: [], groups },
    serviceLevel: { ...policy, formula: 'S6', countsFlowOuts: false },
  });
  fake.setDocument(queueDocument(sid), {
    ...{ ...HEADER, at: HEADER.asOf, last30Minutes: NOTHING, today: { ...NOTHING, since: HEADER.asOf } },
    now: {
      ...{ talking: 0, wrapping: 0, oldestWaitingSince: null, oldestWaitingCreatedAt: null, eligible: 2, available: 2 },
      ...figures,
    },
  });
}

test('a figure of one’s own is made of the queues of a group, and of no other', async () => {
  addQueue('1', ['Sales'], { queued: 2, ringing: 1, free: 1 });
  addQueue('2', ['Sales'], { queued: 0, ringing: 0, free: 1 });
  addQueue('3', ['Support'], { queued: 50, ringing: 0, free: 1 });
  const { unmount } = render(
    <SyncProvider store={fake.store}>
      <WaitingPerFreeAgent group="Sales" />
    </SyncProvider>,
  );
  expect(await screen.findByText('1.5')).toBeInTheDocument();
  unmount();
});
