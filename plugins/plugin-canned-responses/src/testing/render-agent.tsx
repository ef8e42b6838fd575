import {
  backendHeartbeatDocument,
  cannedFavoritesMap,
  cannedResponsesList,
  parseWithSchema,
  RESPONSE_RULES_PATH,
  type CannedResponse,
  type CannedResponseItem,
  type ResponseRule,
  type ResponseVariant,
  type SyncListSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import {
  AgentPanel,
  type BackendClient,
  BackendError,
  createPanelTabs,
  type TaskContext,
  type TaskContextSource,
} from '@flex-sync-suite/shared/flex';
import { createValueSource, type ValueSource } from '@flex-sync-suite/shared/observable';
import { createExpansion } from '@flex-sync-suite/shared/views';
import {
  createViewSuite,
  memoryStorage,
  passTime as passTimeOf,
  type FakeSyncStore,
} from '@flex-sync-suite/shared/testing';
import { act, cleanup, render, screen, type RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { StrictMode } from 'react';
import { createComposerPort } from '../insert/composer-port';
import { createSendGuard } from '../insert/send-guard';
import { createOwnUse } from '../data/own-use';
import type { LinkedList, WorkerLink } from '../data/worker-link';
import type { DraggedResponse, AgentServices, Announcement, ResponseAccess } from '../insert/agent-services';
import { AgentRoot } from '../mount/agent-root';
import { createFiredRules } from '../data/fired-rules';
import { createRuleStore } from '../data/response-rules';
import { documentOf } from '../data/load-response';
import { createUsageTracker } from '../insert/usage-tracker';
import { createLibraryStore } from '../data/library-store';
import type { ComposerInputs, TaskSnapshot } from '../model/composer-state';
import { cannedTab } from '../panel/canned-panel';
import { EXPANSION } from '../panel/expansion';
import { ComposerCompanion } from '../composer-ui/composer-companion';
import { addComposer, createFakeActions, installExecCommand, type FakeActions } from './fake-composer';
import { responseItem } from './response-fixtures';

const WORKER = `WK${'a'.repeat(32)}` as WorkerSid;
export const CONVERSATION = 'CH1';
const LIST: LinkedList = { sid: `ES${'1'.repeat(32)}` as SyncListSid, scope: 'shared' };
const LIST_REF = cannedResponsesList(LIST.sid, 'shared');

/** A chat that the agent has accepted. */
export const CHAT: TaskSnapshot = {
  conversationSid: CONVERSATION,
  status: 'accepted',
  channel: 'web',
  queueName: 'Sales',
  attributes: { customerName: 'Vera' },
};

/** Item and Document of one response. */
export interface StoredResponse {
  readonly item: CannedResponseItem;
  readonly document: CannedResponse;
}

/** @param body of its one English text, unless `variants` says otherwise */
export function stored(
  body: string,
  change: Partial<CannedResponseItem> = {},
  variants: readonly ResponseVariant[] = [{ language: 'en', channel: null, body }],
): StoredResponse {
  const languages = [...new Set(variants.map(({ language }) => language))];
  const previews = variants.map(({ language, body: text }) => ({ language, text: text.slice(0, 160) }));
  const item = responseItem({ languages, previews, ...change });
  const { id, revision, title, shortcut, category, tags, channels, updatedAt } = item;
  return {
    item,
    document: {
      schema: 1,
      v: 1,
      asOf: updatedAt,
      id,
      revision,
      updatedAt,
      title,
      shortcut,
      category,
      tags,
      channels,
      variants: [...variants],
    },
  };
}

/** Panel, composer and host over a Sync service, a composer and a backend that exist only in the test. */
export interface AgentUnderTest extends RenderResult {
  readonly fake: FakeSyncStore;
  readonly services: AgentServices;
  readonly access: ResponseAccess;
  readonly actions: FakeActions;
  readonly composer: HTMLTextAreaElement;
  readonly expansion: ValueSource<boolean>;
  readonly person: ReturnType<typeof userEvent.setup>;
  /** What was sent to the backend. */
  readonly requests: readonly { readonly method: string | undefined; readonly path: string; readonly body: unknown }[];
  /** Makes the backend refuse from now on. */
  refuse(message: string): void;
  /** How often the panel began to follow what another plugin knows. */
  askedForCustomer(): number;
  /** Another plugin tells of the customer. */
  tell(context: TaskContext | null): Promise<void>;
  become(inputs: Partial<ComposerInputs>): Promise<void>;
  put(response: StoredResponse): Promise<void>;
  withdraw(response: StoredResponse): Promise<void>;
}

export interface AgentSetup {
  readonly responses?: readonly StoredResponse[];
  readonly task?: TaskSnapshot | null;
  readonly lists?: readonly LinkedList[];
  readonly isInsertAndSendOn?: boolean;
  readonly isExpanded?: boolean;
  /** What another plugin knows of the customer, null for nothing; without it no such plugin is there. */
  readonly customer?: TaskContext | null;
  readonly rules?: readonly ResponseRule[];
  readonly unconfigured?: string;
  readonly prepare?: (fake: FakeSyncStore) => void;
}

const suite = createViewSuite(Date.parse('2026-11-23T12:00:00Z'));
let uninstall: (() => void) | undefined;

/** A driven clock, at noon when a test begins, and a check that nothing stays; call at the top of a test file. */
export function setUpAgent(): void {
  suite.setUp();
  afterEach(clearPage);
}

/** Ends a services within a test, for the next one. @throws Error when something still follows its store */
export async function stopAgent(): Promise<void> {
  cleanup();
  clearPage();
  await suite.stopStores();
}

function clearPage(): void {
  uninstall?.();
  uninstall = undefined;
  document.body.innerHTML = '';
}

/** Lets time pass, with everything that was due in it. */
export const passTime = (ms = 500): Promise<void> => passTimeOf(ms);

export async function startAgent(setup: AgentSetup = {}): Promise<AgentUnderTest> {
  const { responses = [], lists = [LIST], isExpanded = true, isInsertAndSendOn = false, prepare } = setup;
  const fake = suite.startStore();
  uninstall = installExecCommand();
  for (const scope of ['shared', 'personal'] as const) {
    fake.setDocument({ ...backendHeartbeatDocument, scope }, heartbeat());
  }
  fake.createMap(cannedFavoritesMap(WORKER));
  fake.createList(LIST_REF);
  const indexes = new Map<string, number>();
  const store = ({ item, document: whole }: StoredResponse): void => {
    fake.setDocument(documentOf(item), whole);
    const index = indexes.get(item.id);
    if (index === undefined) indexes.set(item.id, fake.addListItem(LIST_REF, item));
    else fake.setListItem(LIST_REF, index, item);
  };
  responses.forEach(store);
  prepare?.(fake);

  // jsdom has no layout to scroll.
  Element.prototype.scrollIntoView = () => undefined;
  const composer = addComposer(CONVERSATION);
  const actions = createFakeActions();
  const backend = fakeBackend(setup.rules ?? []);
  let inputs: ComposerInputs = { task: setup.task === undefined ? CHAT : setup.task, isMonitoring: false };
  const taskListeners = new Set<() => void>();
  const port = createComposerPort({
    actions: actions,
    activeConversation: () => inputs.task?.conversationSid ?? null,
  });
  const ownUse = createOwnUse({ client: backend.client });
  const link: WorkerLink = {
    getSnapshot: () => lists,
    subscribe: () => () => undefined,
    takeSharedChange: () => false,
  };
  const customer = createValueSource<TaskContext | null>(setup.customer ?? null);
  let askedForCustomer = 0;
  const watched: TaskContextSource = {
    getSnapshot: customer.getSnapshot,
    subscribe(listener) {
      askedForCustomer += 1;
      return customer.subscribe(listener);
    },
  };
  const offered = createValueSource(setup.customer === undefined ? null : watched);
  const access: ResponseAccess = {
    store: fake.store,
    ownUse,
    settings: { isInsertAndSendOn },
    tracker: createUsageTracker((id, way, wasEdited) => {
      void ownUse.countUse(id, way, wasEdited);
    }),
    fired: createFiredRules({ offered, rules: createRuleStore(backend.client) }),
    library: createLibraryStore({ store: fake.store, link, ownUse, workerSid: WORKER, locale: 'en-US' }),
  };
  const services: AgentServices = {
    composer: port,
    guard: createSendGuard({ actions: actions as never, draftOf: (sid) => port.read(sid)?.text ?? null }),
    task: {
      getSnapshot: () => inputs,
      subscribe(listener) {
        taskListeners.add(listener);
        return () => void taskListeners.delete(listener);
      },
      storedDraft: () => null,
    },
    worker: () => ({ attributes: {}, name: 'Alice' }),
    locale: 'en-US',
    timeZone: 'UTC',
    announcement: createValueSource<Announcement | null>(null),
    dragged: createValueSource<DraggedResponse | null>(null),
    responses: () => (setup.unconfigured === undefined ? access : { reason: setup.unconfigured }),
  };
  const storage = memoryStorage({ [EXPANSION.key]: String(isExpanded) });
  const expansion = createExpansion({ storage, ...EXPANSION });
  const tabs = createPanelTabs(storage);
  tabs.tabs.set([cannedTab(services, expansion)]);
  const view = render(
    <StrictMode>
      <CustomizationProvider baseTheme="default">
        <AgentRoot services={services} />
        <ComposerCompanion services={services} conversationSid={CONVERSATION} />
        <AgentPanel tabs={tabs} />
      </CustomizationProvider>
    </StrictMode>,
  );
  await passTime();
  return {
    ...view,
    fake,
    services,
    access,
    actions,
    composer,
    expansion,
    requests: backend.requests,
    refuse: backend.refuse,
    person: userEvent.setup({ advanceTimers: jest.advanceTimersByTime }),
    askedForCustomer: () => askedForCustomer,
    async tell(context) {
      act(() => {
        customer.set(context);
      });
      await passTime(0);
    },
    async become(change) {
      inputs = { ...inputs, ...change };
      act(() => {
        for (const listener of taskListeners) listener();
      });
      await passTime();
    },
    async put(response) {
      store(response);
      await passTime();
    },
    async withdraw({ item }) {
      const index = indexes.get(item.id);
      if (index !== undefined) fake.removeListItem(LIST_REF, index);
      await passTime();
    },
  };
}

/** The row of the response with this title. */
export function rowOf(title: string): HTMLElement {
  const row = screen.getAllByTestId('canned-row').find((each) => cellOf(each, 'title') === title);
  if (row === undefined) throw new Error(`No row ${title}`);
  return row;
}

/** Titles of the rows that are drawn, in the order of the list. */
export const shownTitles = (): (string | undefined)[] =>
  screen.queryAllByTestId('canned-row').map((row) => cellOf(row, 'title'));

const cellOf = (row: HTMLElement, cell: string): string | undefined =>
  row.querySelector(`[data-cell="${cell}"]`)?.textContent;

/** What is marked as found in a row. */
export const marksIn = (row: HTMLElement): string[] =>
  [...row.querySelectorAll('mark')].map(({ textContent }) => textContent);

/** Titles of the popover's options. */
export const optionTitles = (): (string | undefined)[] => screen.queryAllByTestId('canned-popover-option').map(titleIn);

/** Title of the option that the message field says is active. */
export function activeOption(composer: HTMLElement): string | undefined {
  const option = document.getElementById(composer.getAttribute('aria-activedescendant') ?? '');
  return option === null ? undefined : titleIn(option);
}

const titleIn = (option: HTMLElement): string | undefined => option.querySelector('bdi')?.textContent;

/** Elements that markup in a response would have made. */
export const foreignElements = (): readonly Element[] => [...document.querySelectorAll('img, script, iframe, a')];

/** Flex's button beside the message field. */
export function sendButton(): HTMLElement {
  const button = document.querySelector<HTMLElement>('[data-testid="send-message"]');
  if (button === null) throw new Error('There is no Send button');
  return button;
}

const heartbeat = () => ({ schema: 1, v: 1, asOf: null, at: new Date().toISOString() });

function fakeBackend(rules: readonly ResponseRule[]) {
  const requests: { method: string | undefined; path: string; body: unknown }[] = [];
  let refusal: string | null = null;
  const client: BackendClient = {
    request({ method, path, body, schema }) {
      requests.push({ method, path, body });
      if (refusal !== null) return Promise.reject(new BackendError('unavailable', refusal));
      // Favourites and uses are answered with 204.
      const answer = path === RESPONSE_RULES_PATH ? { revision: 1, rules, canEdit: false } : null;
      const parsed = parseWithSchema(schema, answer);
      return parsed.ok ? Promise.resolve(parsed.value) : Promise.reject(new Error(parsed.message));
    },
  };
  return {
    client,
    requests,
    refuse: (message: string) => {
      refusal = message;
    },
  };
}
