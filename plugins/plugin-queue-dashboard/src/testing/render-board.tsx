import {
  ACTIVITIES_PATH,
  backendHeartbeatDocument,
  BOARD_VIEWS_PATH,
  type NamedViews,
  QUEUE_AGENTS_PATH,
  QUEUE_ALERTS_PATH,
  QUEUE_POLICIES_PATH,
  QUEUE_TREND_PATH,
  QUEUE_WEEK_BEFORE_PATH,
  type QueueAgents,
  type QueueAlertsPage,
  queueAlertsMap,
  queueDocument,
  queueIndexMap,
  queueTrendDocument,
  type QueueDocument,
  type QueueIndexItem,
  type QueuePolicies,
  type QueueTrend,
  type QueueWeekBefore,
  type TaskQueueSid,
  type WorkspaceActivities,
} from '@flex-sync-suite/shared/contract';
import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import { createUrlState } from '@flex-sync-suite/shared/views';
import {
  createFakeBackend,
  createViewSuite,
  passTime,
  watchElements,
  type FakeBackend,
  type FakeSyncStore,
} from '@flex-sync-suite/shared/testing';
import { render, screen, type RenderResult } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { StrictMode } from 'react';
import { createAgentActivities } from '../data/agent-activities';
import { createBoardMemory } from '../data/board-memory';
import type { BoardPorts } from '../data/board-ports';
import { createQueueQuestions } from '../data/queue-questions';
import { createAlertActions } from '../data/alert-actions';
import { createBoardViews } from '../data/board-views';
import { createQueueSettings } from '../data/queue-settings';
import { createTaskAgents } from '../data/task-agents';
import type { CallOut } from '../alerts/call-out';
import { QueueBoard } from '../board/queue-board';
import {
  heartbeat,
  indexItem,
  ME,
  NOON,
  OFFLINE,
  queueAlerts,
  queueDocumentData,
  queueFiguresOf,
} from './queue-fixtures';
import { trendData, trendDocumentData } from './trend-fixtures';
import { weekBeforeData } from './week-before-fixtures';

/** A queue as a test describes it; what is left out is an ordinary, quiet queue. */
export interface QueueSetup {
  readonly sid: TaskQueueSid;
  readonly item?: Partial<QueueIndexItem>;
  /** `null` leaves the Document out. */
  readonly document?: QueueDocument | null;
  readonly trend?: Partial<QueueTrend>;
}

/** The board over a Sync service that exists only in the test, with the clock at {@link NOON}. */
export interface BoardUnderTest extends RenderResult {
  readonly fake: FakeSyncStore;
  /** Answers what the drawer asks. */
  readonly backend: FakeBackend;
  /** Notifications, and sounds, in their order. */
  readonly calls: readonly string[];
  /** Names of the rows rendered since the last call. */
  readonly takeRowRenders: () => readonly string[];
}

/** Agents of all queues together. */
const AGENTS: QueueAgents = { asOf: new Date(NOON).toISOString(), eligible: 31, available: 17, free: 8, busy: 9 };

/** How many waited in all queues together, and how many of them were served in time. */
const TREND = trendData({
  waiting: [0, 0, 0, 0, 14, 9, 0, 0, 0, 0, 2, 5],
  served: [0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1],
  judged: [0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 1],
});
/** Activities, and whether the person may put agents into them. */
let activitiesAnswer: WorkspaceActivities = { activities: [], mayChange: false };
const NO_VIEWS: NamedViews = {
  views: [],
  defaults: { me: null, supervisors: null, admins: null },
  opensWith: null,
  mayShare: false,
};
const NO_POLICIES: QueuePolicies = { revision: 0, queues: [], rules: [] };
let viewsAnswer: NamedViews | undefined = NO_VIEWS;
/** Views that the board finds; undefined for an answer that waits. Ends with the test. */
export function offerViews(views: Partial<NamedViews> | undefined): void {
  viewsAnswer = views === undefined ? undefined : { ...NO_VIEWS, ...views };
}
/** As a supervisor sees them from now on. Ends with the test. */
export function offerActivities(activities: WorkspaceActivities['activities']): void {
  activitiesAnswer = { activities, mayChange: true };
}

let areFiguresHeld = false;
/** Figures by channel are answered by the test from now on. Ends with the test. */
export function holdFigures(): void {
  areFiguresHeld = true;
}

/** Of any queues. Most tests are of a store that does not reach back. */
let weekBefore: QueueWeekBefore = weekBeforeData(null);
/** What queues had counted a week before, from now on. Ends with the test. */
export function countWeekBefore(counts: Parameters<typeof weekBeforeData>[0]): void {
  weekBefore = weekBeforeData(counts);
}

/** Which rules won; undefined for an answer that waits. */
let policies: QueuePolicies | undefined = NO_POLICIES;
/** What is answered about the rules of an open queue from now on. Ends with the test. */
export function judgeBy(answer: QueuePolicies | undefined): void {
  policies = answer;
}

/** Of any queue: one that is open, and one that was taken. */
const ALERTS: QueueAlertsPage = { alerts: queueAlerts(), next: null };

/** What the board and an open drawer ask besides. */
function answerAtOnce(path: string, query?: unknown): unknown {
  if (path === QUEUE_AGENTS_PATH) return AGENTS;
  if (path === QUEUE_ALERTS_PATH) return ALERTS;
  if (path === QUEUE_TREND_PATH) return TREND;
  if (path === QUEUE_WEEK_BEFORE_PATH) return weekBefore;
  if (path === ACTIVITIES_PATH) return activitiesAnswer;
  if (path === BOARD_VIEWS_PATH) return viewsAnswer;
  // Of all queues at once it is asked by the editor of rules, whose tests answer it.
  if (path === QUEUE_POLICIES_PATH && query !== undefined) return policies;
  const [sid] = /WQ[0-9a-f]{32}(?=\/figures$)/.exec(path) ?? [];
  return sid === undefined || areFiguresHeld ? undefined : queueFiguresOf(sid as TaskQueueSid);
}

/** Where Flex shows the board. A test goes there to see what is in the URL. */
export const BOARD_PATH = '/queue-dashboard';

/** A row names itself to its own element. */
const rows = watchElements(
  ({ attributes }) => (attributes as Readonly<Record<string, string>> | undefined)?.['data-queue-sid'],
);
const suite = createViewSuite(NOON);
/** A driven clock, at {@link NOON} when a test begins, and a check that nothing stays; call at the top of a test file. */
export function setUpBoard(): void {
  suite.setUp();
  afterEach(() => {
    window.localStorage.clear();
    activitiesAnswer = { activities: [], mayChange: false };
    areFiguresHeld = false;
    viewsAnswer = NO_VIEWS;
    policies = NO_POLICIES;
    weekBefore = weekBeforeData(null);
  });
}

/** As a person left the board before: with these figures, named as in the URL. Ends with the test. */
export function showColumns(text: string): void {
  createBoardMemory(window.localStorage).columns.set(text);
}

/** Fills the Sync service with queues and a fresh heartbeat. */
export function fillService(fake: FakeSyncStore, queues: readonly QueueSetup[]): void {
  fake.createMap(queueIndexMap);
  fake.createMap(queueAlertsMap);
  fake.setDocument(backendHeartbeatDocument, heartbeat(1, new Date().toISOString()));
  for (const { sid, item, document, trend } of queues) {
    fake.setItem(queueIndexMap, sid, indexItem(item));
    fake.setDocument(queueTrendDocument(sid), trendDocumentData(trend));
    if (document !== null) fake.setDocument(queueDocument(sid), document ?? queueDocumentData());
  }
}

/** Renders the board and lets it load. */
export async function renderBoard(
  prepare: readonly QueueSetup[] | ((fake: FakeSyncStore) => void),
  { locale = 'en-US' }: { readonly locale?: string } = {},
): Promise<BoardUnderTest> {
  const fake = suite.startStore();
  if (typeof prepare === 'function') prepare(fake);
  else fillService(fake, prepare);
  const backend = createFakeBackend(answerAtOnce);
  const ports: BoardPorts = {
    url: createUrlState(BOARD_PATH.slice(1)),
    memory: createBoardMemory(window.localStorage),
    questions: createQueueQuestions(backend.client, OFFLINE),
    alertActions: createAlertActions(backend.client, ME),
    settings: createQueueSettings(backend.client),
    views: createBoardViews(backend.client),
    agentActivities: createAgentActivities(backend.client),
    taskAgents: createTaskAgents(backend.client),
  };
  const calls: string[] = [];
  const callOut: CallOut = {
    mayNotify: () => Promise.resolve(true),
    notify: (title, text) => calls.push(`${title}: ${text}`),
    sound: () => calls.push('sound'),
  };
  const view = render(
    <StrictMode>
      <CustomizationProvider baseTheme="default">
        <SyncProvider store={fake.store}>
          <QueueBoard ports={ports} callOut={callOut} locale={locale} />
        </SyncProvider>
      </CustomizationProvider>
    </StrictMode>,
  );
  await passTime(500);
  return {
    ...view,
    fake,
    backend,
    calls,
    takeRowRenders: () => [...new Set(rows.take())],
  };
}

/** Lets time pass while the backend gives its sign of life. */
export async function passTimeAlive(fake: FakeSyncStore, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await passTime(1000);
    fake.setDocument(backendHeartbeatDocument, heartbeat(2 + second, new Date().toISOString()));
  }
  await passTime(300);
}

/** State of the whole board, as browser tests read it. */
export const boardStateOf = (): string | undefined => screen.getByTestId('queue-board').dataset['state'];

/** Rows in the order of the screen, by queue name. */
export const rowNames = (): string[] => screen.queryAllByTestId('queue-row').map((row) => cellText(row, 'name'));

/** The row of a queue. */
export function rowOf(name: string): HTMLElement {
  const row = screen.getAllByTestId('queue-row').find((candidate) => cellText(candidate, 'name') === name);
  if (row === undefined) throw new Error(`No row for "${name}"`);
  return row;
}

/** Text of one figure in a row or in the totals. */
export function cellText(row: HTMLElement, cell: string): string {
  const found = row.querySelector(`[data-cell="${cell}"]`);
  if (found === null) throw new Error(`No figure "${cell}" in the row`);
  return found.textContent;
}
