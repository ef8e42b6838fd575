import { backendHeartbeatDocument, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { createUrlState } from '@flex-sync-suite/shared/views';
import { createViewSuite, passTime, type FakeSyncStore } from '@flex-sync-suite/shared/testing';
import { render, screen, type RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { StrictMode } from 'react';
import { createManagerServices } from '../../mount/add-manager-view';
import type { ManagerServices } from '../parts/manager-context';
import { ManagerView } from '../manager-view';
import { ME, type FakeCannedBackend } from './fake-canned-backend';

const NOON = new Date('2026-11-23T12:00:00.000Z').getTime();

/** The manager over a backend and a Sync service that exist only in the test. */
export interface ManagerUnderTest extends RenderResult {
  readonly fake: FakeSyncStore;
  readonly services: ManagerServices;
  readonly person: ReturnType<typeof userEvent.setup>;
  /** Shows another view of Flex, and then this one again. */
  leaveAndReturn(): Promise<void>;
}

/** Where Flex shows the manager. A test goes there to see what is in the URL. */
export const MANAGER_PATH = '/canned-responses';

const suite = createViewSuite(NOON);
/** A driven clock, at noon when a test begins, and a check that nothing stays; call at the top of a test file. */
export const setUpManager = suite.setUp;

/** Renders the view and lets it load. */
export async function renderManager(
  backend: FakeCannedBackend,
  workerSid: WorkerSid | null = ME,
): Promise<ManagerUnderTest> {
  const fake = suite.startStore();
  beat(fake, 1);
  const url = createUrlState(MANAGER_PATH.slice(1));
  const services = createManagerServices(backend.client, { workerSid, locale: 'en-US', timeZone: 'UTC', url });
  const page = (content: React.ReactNode): React.JSX.Element => (
    <StrictMode>
      <CustomizationProvider baseTheme="default">{content}</CustomizationProvider>
    </StrictMode>
  );
  const content = <ManagerView services={services} store={fake.store} />;
  const view = render(page(content));
  await passTime(500);
  return {
    ...view,
    fake,
    services,
    person: userEvent.setup({ advanceTimers: jest.advanceTimersByTime }),
    async leaveAndReturn() {
      view.rerender(page(null));
      await passTime(500);
      view.rerender(page(content));
      await passTime(500);
    },
  };
}

/** The backend's sign of life, now. */
function beat(fake: FakeSyncStore, v: number): void {
  fake.setDocument(backendHeartbeatDocument, { schema: 1, v, asOf: null, at: new Date().toISOString() });
}

/** State of the view, as browser tests read it. */
export const managerStateOf = (): string | undefined => screen.getByTestId('canned-manager').dataset['state'];

/** Ids of the rows, in the order of the table. */
export const shownIds = (): (string | undefined)[] =>
  screen.queryAllByTestId('manager-row').map((row) => row.dataset['responseId']);

export function rowOf(id: string): HTMLElement {
  const row = screen.getAllByTestId('manager-row').find(({ dataset }) => dataset['responseId'] === id);
  if (row === undefined) throw new Error(`No row for ${id}`);
  return row;
}
