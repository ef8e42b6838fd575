import {
  customerMap,
  personalHeartbeatDocument,
  HEARTBEAT_INTERVAL_MS,
  type CustomerEntry,
  type CustomerMatch,
} from '@flex-sync-suite/shared/contract';
import { AgentPanel, createPanelTabs } from '@flex-sync-suite/shared/flex';
import { createValueSource, type ValueSource } from '@flex-sync-suite/shared/observable';
import {
  createFakeBackend,
  createViewSuite,
  memoryStorage,
  passTime,
  type FakeBackend,
  type FakeSyncStore,
} from '@flex-sync-suite/shared/testing';
import { createExpansion } from '@flex-sync-suite/shared/views';
import { render, screen, type RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { StrictMode } from 'react';
import { createCustomerFinder } from '../data/customer-finder';
import type { SelectedTask } from '../data/task-port';
import { IncomingSummary } from '../incoming/incoming-summary';
import { EXPANSION } from '../mount/panel-expansion';
import { customerTab } from '../panel/customer-tab';
import { customerItem, customerKey, heartbeat, match, NOON, RESERVATION, TASK } from './customer-fixtures';

/** Both places of Flex over a Sync service that exists only in the test, with the clock at {@link NOON}. */
export interface CustomerUnderTest extends RenderResult {
  readonly fake: FakeSyncStore;
  readonly backend: FakeBackend;
  readonly task: ValueSource<SelectedTask | null>;
  readonly person: ReturnType<typeof userEvent.setup>;
  /** Answers the oldest request for the customers of a task. */
  answer(...customers: readonly CustomerMatch[]): Promise<void>;
  /** Lets time pass with the backend alive. */
  live(ms: number): Promise<void>;
  /** Sets items of a customer's Map; by default of the first one. */
  tell(entries: readonly CustomerEntry[], number?: number): Promise<void>;
}

const suite = createViewSuite(NOON);
/** A driven clock, at {@link NOON} when a test begins, and a check that nothing stays; call at the top of a test file. */
export const setUpCustomer = suite.setUp;

export const SELECTED: SelectedTask = { taskSid: TASK, reservationSid: RESERVATION };

interface CustomerSetup {
  /** Items of the first customer's Map. */
  readonly entries?: readonly CustomerEntry[];
  /** What the backend answers at once; null leaves the request open. */
  readonly customers?: readonly CustomerMatch[] | null;
  readonly place?: 'panel' | 'incoming';
  readonly isExpanded?: boolean;
  /** Default: {@link SELECTED}. */
  readonly selected?: SelectedTask | null;
  readonly prepare?: (fake: FakeSyncStore) => void;
  readonly locale?: string;
}

/** Renders one place of Flex and lets it load. */
export async function renderCustomer(setup: CustomerSetup = {}): Promise<CustomerUnderTest> {
  const { entries = [], customers = [match(1)], place = 'panel', isExpanded = true, prepare, locale = 'en-US' } = setup;
  const fake = suite.startStore();
  let beats = 1;
  fake.setDocument(personalHeartbeatDocument, heartbeat(beats, new Date().toISOString()));
  const put = (number: number, all: readonly CustomerEntry[]): void => {
    const map = customerMap(customerKey(number));
    fake.createMap(map);
    for (const entry of all) fake.setItem(map, entry.kind, customerItem(entry));
  };
  put(1, entries);
  prepare?.(fake);
  const backend = createFakeBackend();
  const task = createValueSource<SelectedTask | null>(setup.selected === undefined ? SELECTED : setup.selected);
  const finder = createCustomerFinder(backend.client);
  const world = { store: fake.store, finder, task, locale, timeZone: 'UTC' };
  const storage = memoryStorage({ [EXPANSION.key]: String(isExpanded) });
  const tabs = createPanelTabs(storage);
  tabs.tabs.set([customerTab({ expansion: createExpansion({ storage, ...EXPANSION }), openWorld: () => world })]);
  const view = render(
    <StrictMode>
      <CustomizationProvider baseTheme="default">
        {place === 'panel' ? <AgentPanel tabs={tabs} /> : <IncomingSummary openWorld={() => world} />}
      </CustomizationProvider>
    </StrictMode>,
  );
  const answer = async (...found: readonly CustomerMatch[]): Promise<void> => {
    backend.answer({ customers: found });
    await passTime(500);
  };
  await passTime(10);
  if (customers !== null && backend.requests.length > 0) await answer(...customers);
  return {
    ...view,
    fake,
    backend,
    task,
    person: userEvent.setup({ advanceTimers: jest.advanceTimersByTime }),
    answer,
    async live(ms) {
      for (let left = ms; left > 0; left -= HEARTBEAT_INTERVAL_MS) {
        await passTime(Math.min(left, HEARTBEAT_INTERVAL_MS));
        beats += 1;
        fake.setDocument(personalHeartbeatDocument, heartbeat(beats, new Date().toISOString()));
      }
      await passTime(500);
    },
    async tell(changed, number = 1) {
      put(number, changed);
      await passTime(500);
    },
  };
}

/** State of the panel, as browser tests read it. */
export const panelStateOf = (): string | undefined => screen.getByTestId('customer-activity-panel').dataset['state'];

/** Texts of all elements with this test id, with plain spaces. */
export const textsOf = (testId: string): string[] =>
  screen.queryAllByTestId(testId).map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
