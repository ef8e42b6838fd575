import {
  agentQueuesDocument,
  personalHeartbeatDocument,
  queueBriefDocument,
  type AgentQueues,
  type QueueBrief,
  type TaskQueueSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { AgentPanel, createPanelTabs } from '@flex-sync-suite/shared/flex';
import { createExpansion } from '@flex-sync-suite/shared/views';
import {
  createFakeBackend,
  createViewSuite,
  memoryStorage,
  passTime,
  type FakeBackend,
  type FakeSyncStore,
} from '@flex-sync-suite/shared/testing';
import { render, screen, within } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { StrictMode } from 'react';
import { heartbeat, NOON } from '../testing/queue-fixtures';
import { cellText } from '../testing/render-board';
import { myQueuesTab } from './my-queues-tab';

const WORKER = `WK${'a'.repeat(32)}` as WorkerSid;
const queue = (n: number) => `WQ${String(n).padStart(32, '0')}` as TaskQueueSid;
const asOf = new Date(NOON).toISOString();
const before = (seconds: number) => new Date(NOON - seconds * 1_000).toISOString();
const list = (sids: readonly TaskQueueSid[], eligible = sids.length): AgentQueues => ({
  ...{ schema: 1, v: 1, asOf, taskQueueSids: [...sids], eligible },
});
const brief = (name: string, waiting = 0, oldestWaitingSince: string | null = null): QueueBrief => ({
  ...{ schema: 1, v: 1, asOf, name, waiting, oldestWaitingSince },
});

const suite = createViewSuite(NOON);
suite.setUp();

interface Rendered {
  readonly fake: FakeSyncStore;
  readonly backend: FakeBackend;
}

async function renderTab(
  prepare: (fake: FakeSyncStore) => void,
  { isOpen = true, locale = 'en-US' } = {},
): Promise<Rendered> {
  const fake = suite.startStore();
  fake.setDocument(personalHeartbeatDocument, heartbeat(1, asOf));
  prepare(fake);
  const backend = createFakeBackend();
  const storage = memoryStorage({ key: String(isOpen) });
  const expansion = createExpansion({ storage, key: 'key', isOpenAtFirst: false });
  const tabs = createPanelTabs(storage);
  const world = { store: fake.store, client: backend.client, workerSid: WORKER, locale };
  tabs.tabs.set([myQueuesTab({ expansion, openWorld: () => world })]);
  render(
    <StrictMode>
      <CustomizationProvider baseTheme="default">
        <AgentPanel tabs={tabs} />
      </CustomizationProvider>
    </StrictMode>,
  );
  await passTime(500);
  return { fake, backend };
}

async function following({ backend }: Rendered): Promise<void> {
  for (let n = backend.requests.length; n > 0; n -= 1) backend.answer(null);
  await passTime(1_000);
}

const stateOf = () => screen.getByTestId('my-queues-panel').dataset['state'];
const rowTexts = () =>
  screen
    .queryAllByTestId('my-queue')
    .map((row) => ['queue', 'waiting', 'longest-wait'].map((cell) => cellText(row, cell)));

describe('an agent’s own queues', () => {
  it('ask nobody for anything while the tab is closed', async () => {
    const { fake, backend } = await renderTab(() => undefined, { isOpen: false });
    expect(stateOf()).toBe('collapsed');
    expect([fake.tokenRequests, backend.requests]).toEqual([[], []]);
  });

  it('stand with the longest wait first, and the wait ticks', async () => {
    const view = await renderTab((fake) => {
      fake.setDocument(agentQueuesDocument(WORKER), list([queue(1), queue(2), queue(3), queue(4)]));
      fake.setDocument(queueBriefDocument(queue(1)), brief('Sales', 1, before(5)));
      fake.setDocument(queueBriefDocument(queue(2)), brief('Support'));
      fake.setDocument(queueBriefDocument(queue(3)), brief('Billing', 2, before(65)));
      fake.setDocument(queueBriefDocument(queue(4)), brief('Archive'));
    });
    expect(stateOf()).toBe('loading');
    await following(view);
    expect(stateOf()).toBe('ready');
    expect(rowTexts().map(([name]) => name)).toEqual(['Billing', 'Sales', 'Archive', 'Support']);
    expect(rowTexts()[3]).toEqual(['Support', '0', '–']);
    const [, waiting, wait] = rowTexts()[0] ?? [];
    expect([waiting, wait]).toEqual(['2', '1:06']);
    await passTime(2_000);
    expect(rowTexts()[0]?.[2]).toBe('1:08');
    view.fake.setDocument(queueBriefDocument(queue(2)), { ...brief('Support', 1, before(600)), v: 2 });
    await passTime(500);
    expect(rowTexts().map(([name]) => name)).toEqual(['Support', 'Billing', 'Sales', 'Archive']);
  });

  it('say that there is none, and show one as soon as there is', async () => {
    const view = await renderTab((fake) => {
      fake.setDocument(agentQueuesDocument(WORKER), list([]));
    });
    await following(view);
    expect(stateOf()).toBe('empty');
    expect(screen.getByTestId('my-queues-message')).toHaveTextContent('Your skills match no task queue');
    view.fake.setDocument(queueBriefDocument(queue(1)), brief('Sales'));
    view.fake.setDocument(agentQueuesDocument(WORKER), { ...list([queue(1)], 60), v: 2 });
    await passTime(1_000);
    expect(rowTexts()).toEqual([['Sales', '0', '–']]);
    const notes = within(screen.getByTestId('my-queues-scroller'));
    expect(notes.getByText('Queues still being read: 49.')).toBeInTheDocument();
    expect(notes.getByText('Queues not listed, because 50 is the most: 10.')).toBeInTheDocument();
  });

  it('say why they cannot be read, and ask again by themselves', async () => {
    const view = await renderTab(() => undefined);
    for (let n = view.backend.requests.length; n > 0; n -= 1) view.backend.fail('unavailable', 'Away', { status: 503 });
    await passTime(500);
    expect(stateOf()).toBe('error');
    expect(screen.getByTestId('my-queues-message')).toHaveTextContent('Your queues cannot be read');
    view.fake.setDocument(agentQueuesDocument(WORKER), list([queue(1)]));
    view.fake.setDocument(queueBriefDocument(queue(1)), brief('Sales'));
    const asked = view.backend.requests.length;
    await passTime(10_000);
    expect(view.backend.requests.length).toBe(asked + 1);
    view.backend.answer(null);
    await passTime(30_000);
    expect(rowTexts().map(([name]) => name)).toEqual(['Sales']);
  });

  it('are not for who has no worker', async () => {
    const { backend } = await renderTab(() => undefined);
    for (let n = backend.requests.length; n > 0; n -= 1) backend.fail('no_worker', 'No worker', { status: 403 });
    await passTime(500);
    expect(stateOf()).toBe('forbidden');
  });

  it('stay on the screen, with a note, when the backend is silent; their clocks stand still', async () => {
    const view = await renderTab((fake) => {
      fake.setDocument(agentQueuesDocument(WORKER), list([queue(1)]));
      fake.setDocument(queueBriefDocument(queue(1)), brief('Sales', 1, before(5)));
    });
    await following(view);
    await passTime(60_000);
    expect(stateOf()).toBe('stale');
    expect(screen.getByTestId('my-queues-banner')).toHaveTextContent('have not been updated since');
    const [before60] = rowTexts();
    await passTime(5_000);
    expect(rowTexts()[0]).toEqual(before60);
  });

  it('are read aloud in words, in any writing', async () => {
    const view = await renderTab(
      (fake) => {
        fake.setDocument(agentQueuesDocument(WORKER), list([queue(1), queue(2)]));
        fake.setDocument(queueBriefDocument(queue(1)), brief('המכירות', 1_234, before(65)));
        fake.setDocument(queueBriefDocument(queue(2)), brief('x'.repeat(400)));
      },
      { locale: 'de-DE' },
    );
    await following(view);
    expect(rowTexts()[0]?.[1]).toBe('1.234');
    expect(screen.getByText('המכירות')).toHaveAttribute('dir', 'auto');
    expect(screen.getByRole('table', { name: 'My queues, the longest wait first' })).toHaveTextContent(/1 Minute/);
    expect(screen.getByRole('region', { name: 'My queues, by queue' })).toHaveAttribute('tabindex', '0');
  });
});
