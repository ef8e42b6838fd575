import { AgentPanel, createPanelTabs } from '@flex-sync-suite/shared/flex';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import { createExpansion } from '@flex-sync-suite/shared/views';
import {
  personalHeartbeatDocument,
  recentCallsMap,
  type RecentCall,
  type ReservationSid,
} from '@flex-sync-suite/shared/contract';
import {
  createFakeBackend,
  createViewSuite,
  memoryStorage,
  passTime,
  type FakeBackend,
  type FakeSyncStore,
} from '@flex-sync-suite/shared/testing';
import { render, screen, type RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { StrictMode } from 'react';
import { CompactCalls } from '../compact/compact-calls';
import { EXPANSION } from '../mount/panel-expansion';
import { createPanelMemory } from '../data/panel-memory';
import { recentCallsTab } from '../panel/recent-calls-panel';
import { heartbeat, NOON, WORKER } from './call-fixtures';
import { createFakeAgent, type FakeAgent } from './fake-ports';

const map = recentCallsMap(WORKER);

/** Panel and compact view over a Sync service that exists only in the test, with the clock at {@link NOON}. */
export interface PanelUnderTest extends RenderResult {
  readonly fake: FakeSyncStore;
  readonly backend: FakeBackend;
  readonly agent: FakeAgent;
  readonly expansion: ValueSource<boolean>;
  readonly person: ReturnType<typeof userEvent.setup>;
  set(call: RecentCall): Promise<void>;
}

const suite = createViewSuite(NOON);
/** A driven clock, at {@link NOON} when a test begins, and a check that nothing stays; call at the top of a test file. */
export const setUpPanel = suite.setUp;

interface PanelSetup {
  readonly calls?: readonly RecentCall[];
  readonly isExpanded?: boolean;
  readonly prepare?: (fake: FakeSyncStore) => void;
  readonly locale?: string;
  /** Whose task is selected in Flex from the start. */
  readonly selected?: ReservationSid;
}

/** Renders both places of Flex and lets them load. */
export async function renderPanel(setup: PanelSetup = {}): Promise<PanelUnderTest> {
  const { calls = [], isExpanded = true, prepare, locale = 'en-US', selected } = setup;
  const fake = suite.startStore();
  fake.createMap(map);
  fake.setDocument(personalHeartbeatDocument, heartbeat(1, new Date().toISOString()));
  for (const call of calls) fake.setItem(map, call.reservationSid, call);
  prepare?.(fake);
  const backend = createFakeBackend();
  const agent = createFakeAgent();
  if (selected !== undefined) agent.select(selected);
  const storage = memoryStorage({ [EXPANSION.key]: String(isExpanded) });
  const expansion = createExpansion({ storage, ...EXPANSION });
  const world = {
    store: fake.store,
    client: backend.client,
    agent: agent.port,
    memory: createPanelMemory(),
    workerSid: WORKER,
    locale,
    timeZone: 'UTC',
  };
  const tabs = createPanelTabs(storage);
  tabs.tabs.set([recentCallsTab({ expansion, openWorld: () => world })]);
  const view = render(
    <StrictMode>
      <CustomizationProvider baseTheme="default">
        <AgentPanel tabs={tabs} />
        <CompactCalls expansion={expansion} openWorld={() => world} />
      </CustomizationProvider>
    </StrictMode>,
  );
  await passTime(500);
  return {
    ...view,
    fake,
    backend,
    agent,
    expansion,
    person: userEvent.setup({ advanceTimers: jest.advanceTimersByTime }),
    async set(call) {
      fake.setItem(map, call.reservationSid, call);
      await passTime(500);
    },
  };
}

/** State of the panel, as browser tests read it. */
export const panelStateOf = (): string | undefined => screen.getByTestId('recent-calls-panel').dataset['state'];

/** SIDs of the rows, in the order of the list. */
export const shownSids = (): (string | undefined)[] =>
  screen.queryAllByTestId('recent-call').map((row) => row.dataset['reservationSid']);

/** The row of a reservation. */
export function rowOf(sid: string): HTMLElement {
  const row = screen.getAllByTestId('recent-call').find(({ dataset }) => dataset['reservationSid'] === sid);
  if (row === undefined) throw new Error(`No row for ${sid}`);
  return row;
}

/** Text of one of today's counters. */
export const counterText = (name: string): string | undefined =>
  document.querySelector(`[data-counter="${name}"]`)?.textContent;

/** Text of one part of the duration bar: `wait`, `ring`, `talk` or `wrap`. */
export const partText = (name: string): string | undefined =>
  screen.getByTestId('duration-bar').querySelector(`[data-part="${name}"]`)?.textContent;
