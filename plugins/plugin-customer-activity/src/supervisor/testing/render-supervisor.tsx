import {
  activitySummaryDocument,
  backendHeartbeatDocument,
  HEARTBEAT_INTERVAL_MS,
  parseWithSchema,
  type ActivitySummary,
} from '@flex-sync-suite/shared/contract';
import { BackendError, type BackendClient } from '@flex-sync-suite/shared/flex';
import { createViewSuite, passTime, watchElements, type FakeSyncStore } from '@flex-sync-suite/shared/testing';
import { createUrlState, type UrlState } from '@flex-sync-suite/shared/views';
import { render, screen, within, type RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { StrictMode } from 'react';
import { createSupervisorServices } from '../data/supervisor-services';
import { SupervisorView } from '../supervisor-view';
import { funnelAnswer, heartbeat, NOON, searchedAnswer, soldAnswer, summary, visitedAnswer } from './activity-fixtures';

type Query = Readonly<Record<string, string | number | undefined>>;

/** What the test's backend answers: JSON by path, or an error to throw. */
type Answer = (query: Query) => unknown;

interface ActivityRequest {
  /** The last part of the path. */
  readonly question: string;
  readonly query: Query;
}

/** A backend that answers at once what the test says, and checks it as the real client does. */
export interface ActivityBackend {
  readonly client: BackendClient;
  readonly requests: ActivityRequest[];
  readonly answers: Record<string, Answer>;
  /** Questions fail with it while it is not null. */
  failure: BackendError | null;
}

export function createActivityBackend(answers: Record<string, Answer> = {}): ActivityBackend {
  const requests: ActivityRequest[] = [];
  const backend: ActivityBackend = {
    requests,
    failure: null,
    answers: {
      searched: () => searchedAnswer(),
      sold: () => soldAnswer(),
      visited: () => visitedAnswer(),
      funnel: () => funnelAnswer(),
      ...answers,
    },
    client: {
      async request({ schema, path, query = {} }) {
        const question = path.split('/').pop() ?? '';
        requests.push({ question, query });
        await Promise.resolve();
        if (backend.failure !== null) throw backend.failure;
        const parsed = parseWithSchema(schema, await backend.answers[question]?.(query));
        if (!parsed.ok) throw new Error(`The test answers ${question} with a wrong ${parsed.path}: ${parsed.message}`);
        return parsed.value;
      },
    },
  };
  return backend;
}

export const refusal = (code: string, message: string, status: number): BackendError =>
  new BackendError(code, message, { status });

/** Where Flex shows the view. */
const VIEW_PATH = '/customer-activity';

/** A row of a list names itself to its own element. */
const rows = watchElements((props) =>
  props['data-testid'] === 'activity-row' ? String(props['data-key']) : undefined,
);
const suite = createViewSuite(NOON);
/** A driven clock, at {@link NOON} when a test begins, and a check that nothing stays; call at the top of a test file. */
export const setUpSupervisor = suite.setUp;

interface SupervisorSetup {
  /** The summary of today; null for none. */
  readonly today?: ActivitySummary | null;
  readonly backend?: ActivityBackend;
  /** What the URL says behind the path. */
  readonly search?: string;
  readonly prepare?: (fake: FakeSyncStore) => void;
  readonly locale?: string;
}

export interface SupervisorUnderTest extends RenderResult {
  readonly fake: FakeSyncStore;
  readonly backend: ActivityBackend;
  readonly url: UrlState;
  readonly person: ReturnType<typeof userEvent.setup>;
  /** Lets time pass with the backend alive. */
  live(ms: number): Promise<void>;
  /** Writes a summary of its window. */
  tell(next: ActivitySummary): Promise<void>;
  /** Keys of the rows rendered since the last call. */
  readonly takeRowRenders: () => readonly string[];
}

/** Renders the view over a Sync service and a backend that exist only in the test, and lets it load. */
export async function renderSupervisor(setup: SupervisorSetup = {}): Promise<SupervisorUnderTest> {
  const { today = summary(), backend = createActivityBackend(), search = '', prepare, locale = 'en-US' } = setup;
  window.history.replaceState(null, '', VIEW_PATH + search);
  const fake = suite.startStore();
  let beats = 1;
  fake.setDocument(backendHeartbeatDocument, heartbeat(beats, new Date().toISOString()));
  if (today !== null) fake.setDocument(activitySummaryDocument('today'), today);
  prepare?.(fake);
  const url = createUrlState(VIEW_PATH.slice(1));
  const services = createSupervisorServices(backend.client, { url, locale });
  const view = render(
    <StrictMode>
      <CustomizationProvider baseTheme="default">
        <SupervisorView services={services} store={fake.store} />
      </CustomizationProvider>
    </StrictMode>,
  );
  await passTime(500);
  rows.take();
  return {
    ...view,
    fake,
    backend,
    url,
    person: userEvent.setup({ advanceTimers: jest.advanceTimersByTime }),
    async live(ms) {
      for (let left = ms; left > 0; left -= HEARTBEAT_INTERVAL_MS) {
        await passTime(Math.min(left, HEARTBEAT_INTERVAL_MS));
        beats += 1;
        fake.setDocument(backendHeartbeatDocument, heartbeat(beats, new Date().toISOString()));
      }
      await passTime(500);
    },
    async tell(next) {
      fake.setDocument(activitySummaryDocument(next.window), next);
      await passTime(500);
    },
    takeRowRenders: () => [...new Set(rows.take())],
  };
}

/** State of the view, as browser tests read it. */
export const viewStateOf = (): string | undefined => screen.getByTestId('activity-view').dataset['state'];

const plain = ({ textContent }: HTMLElement): string => textContent.replace(/\s+/g, ' ').trim();

/** A card's rows, each with its cells as texts. */
export const rowsOf = (card: string, row = 'activity-row'): string[][] =>
  within(screen.getByTestId(card))
    .queryAllByTestId(row)
    .map((each) => [...each.querySelectorAll<HTMLElement>('[data-cell]')].map(plain));

export const textOf = (testId: string): string => plain(screen.getByTestId(testId));
