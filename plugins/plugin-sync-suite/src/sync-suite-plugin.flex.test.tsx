import { forgetPageGlobals, loadFlex } from '@flex-sync-suite/shared/testing';
import type * as FlexUi from '@twilio/flex-ui';
import { render, screen } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import { CannedResponsesPlugin } from 'plugin-canned-responses/src/mount/canned-responses-plugin';
import { QueueDashboardPlugin } from 'plugin-queue-dashboard/src/mount/queue-dashboard-plugin';
import { RecentCallsPlugin } from 'plugin-recent-calls/src/mount/recent-calls-plugin';
import React, { type ReactElement } from 'react';
import { SyncSuitePlugin } from './sync-suite-plugin';

type FlexModule = typeof FlexUi;

/** Of what is added beside the conversation: the tabs that plugins share. */
interface PanelProps {
  readonly children: { readonly props: { readonly tabs: { readonly tabs: { getSnapshot(): readonly unknown[] } } } };
}

/** As much of the Manager as a signed-in Flex has before a plugin's `init`. */
function managerOf(...roles: string[]): FlexUi.Manager {
  return managerWith({}, ...roles);
}

function managerWith(settings: object, ...roles: string[]): FlexUi.Manager {
  const worker = { activity: { sid: 'WAavailable' }, tasks: new Map() };
  const flex = { view: {}, worker, chat: { conversationInput: {} } };
  return {
    user: { roles, token: 'token' },
    localization: { localeTag: 'en-US' },
    workerClient: { sid: `WK${'0'.repeat(32)}` },
    serviceConfiguration: { ui_attributes: { flex_sync_suite: settings } },
    store: { getState: () => ({ flex }), subscribe: () => () => undefined },
    events: { addListener: () => undefined, removeListener: () => undefined },
  } as unknown as FlexUi.Manager;
}

/** The genuine Flex, of another version or with its exports watched: they cannot be replaced in the module. */
const withExports = (flex: FlexModule, changes: Readonly<Record<string, unknown>>): FlexModule =>
  Object.create(
    flex,
    Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, { value }])),
  ) as FlexModule;

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(forgetPageGlobals);

test('all parts are in Flex, in one theme', () => {
  const flex = loadFlex();
  const providers = jest.fn();
  const panels = jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'add');
  const views = jest.spyOn(flex.ViewCollection.Content, 'add');
  new SyncSuitePlugin().init(withExports(flex, { setProviders: providers }), managerOf('admin', 'agent'));
  expect(providers).toHaveBeenCalledTimes(1);
  expect(views.mock.calls.map(([view]) => view.key)).toEqual(
    expect.arrayContaining([
      'queue-dashboard',
      'canned-responses',
      'customer-activity',
      'sync-explorer',
      'sync-suite-settings',
    ]),
  );
  // One panel, whose tabs they are.
  expect(panels).toHaveBeenCalledTimes(1);
});

test.each([
  [{}, ['canned-responses', 'customer-activity', 'queue-dashboard', 'sync-explorer'], 4, 1],
  [{ queue_dashboard: { enabled: false } }, ['canned-responses', 'customer-activity', 'sync-explorer'], 3, 1],
  [
    { queue_dashboard: { board: false, my_queues: false } },
    ['canned-responses', 'customer-activity', 'sync-explorer'],
    3,
    1,
  ],
  [
    { recent_calls: { enabled: false } },
    ['canned-responses', 'customer-activity', 'queue-dashboard', 'sync-explorer'],
    3,
    0,
  ],
  [
    { recent_calls: { panel: false } },
    ['canned-responses', 'customer-activity', 'queue-dashboard', 'sync-explorer'],
    3,
    1,
  ],
  [
    { recent_calls: { desktop: false } },
    ['canned-responses', 'customer-activity', 'queue-dashboard', 'sync-explorer'],
    4,
    0,
  ],
  [
    { canned_responses: { panel: false, manager: false } },
    ['customer-activity', 'queue-dashboard', 'sync-explorer'],
    3,
    1,
  ],
  [{ canned_responses: { enabled: false } }, ['customer-activity', 'queue-dashboard', 'sync-explorer'], 3, 1],
  [
    { customer_activity: { panel: false, supervisor_view: false } },
    ['canned-responses', 'queue-dashboard', 'sync-explorer'],
    3,
    1,
  ],
  [
    { customer_activity: { enabled: 'no', panel: 0 } },
    ['canned-responses', 'customer-activity', 'queue-dashboard', 'sync-explorer'],
    4,
    1,
  ],
  [{ sync_explorer: { enabled: false } }, ['canned-responses', 'customer-activity', 'queue-dashboard'], 4, 1],
])(
  'of %j the page has the views %j and %i tabs, and administrators see the settings',
  (settings, views, tabs, lists) => {
    const flex = loadFlex();
    const added = jest.spyOn(flex.ViewCollection.Content, 'add');
    const empty = jest.spyOn(flex.NoTasksCanvas.Content, 'add');
    const panel = jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'add');
    new SyncSuitePlugin().init(withExports(flex, { setProviders: jest.fn() }), managerWith(settings, 'admin', 'agent'));
    expect(added.mock.calls.map(([view]) => String(view.key)).sort()).toEqual([...views, 'sync-suite-settings'].sort());
    expect(empty).toHaveBeenCalledTimes(lists);
    const [panelOfTabs] = panel.mock.calls[0] ?? [];
    expect((panelOfTabs?.props as PanelProps).children.props.tabs.tabs.getSnapshot()).toHaveLength(tabs);
    const isTold = JSON.stringify(settings).includes('no');
    expect(console.warn).toHaveBeenCalledTimes(isTold ? 2 : 0);
  },
);

test.each([
  ['admin', true],
  ['supervisor', false],
  ['agent', false],
])(
  'of the Sync explorer the role %s has a link: %s; the view is there, because the backend decides',
  (role, hasLink) => {
    const flex = loadFlex();
    const links = jest.spyOn(flex.SideNav.Content, 'add');
    const views = jest.spyOn(flex.ViewCollection.Content, 'add');
    new SyncSuitePlugin().init(withExports(flex, { setProviders: jest.fn() }), managerOf(role));
    expect(links.mock.calls.some(([{ key }]) => key === 'sync-explorer')).toBe(hasLink);
    const [view] = views.mock.calls.find(([{ key }]) => key === 'sync-explorer') ?? [];
    const { children } = view?.props as { readonly children: ReactElement };
    render(<CustomizationProvider baseTheme="default">{children}</CustomizationProvider>);
    expect(screen.getByTestId('sync-explorer')).toHaveAttribute('data-state', 'unconfigured');
    expect(screen.getByTestId('explorer-message')).toHaveTextContent('backend_url');
  },
);

test('a part that is on the page already is not added again', () => {
  const flex = loadFlex();
  new QueueDashboardPlugin().init(withExports(flex, { setProviders: jest.fn() }), managerOf('admin'));
  const links = jest.spyOn(flex.SideNav.Content, 'add');
  new SyncSuitePlugin().init(withExports(flex, { setProviders: jest.fn() }), managerOf('admin'));
  expect(links.mock.calls.map(([link]) => String(link.key)).filter((key) => key.startsWith('queue-dashboard'))).toEqual(
    [],
  );
  expect(console.warn).toHaveBeenCalledWith(expect.stringMatching(/^QueueDashboardPlugin is on this page twice/));
});

test('a part that fails takes no other along, and Flex hears of it', () => {
  const flex = loadFlex();
  const cause = new Error('no link');
  jest.spyOn(QueueDashboardPlugin.prototype as unknown as { start: () => void }, 'start').mockImplementation(() => {
    throw cause;
  });
  const others = [RecentCallsPlugin, CannedResponsesPlugin].map((Part) =>
    jest.spyOn(Part.prototype as unknown as { start: () => void }, 'start'),
  );
  const init = (): void => {
    new SyncSuitePlugin().init(withExports(flex, { setProviders: jest.fn() }), managerOf('agent'));
  };
  expect(init).toThrow(cause);
  for (const start of others) expect(start).toHaveBeenCalledTimes(1);
});

test.each([
  ['2.6.3', false],
  ['1.34.0', false],
  ['3.0.0', false],
  ['2.7.0', true],
  ['2.17.1', true],
  ['2.8.0-beta.1', true],
  ['local', true],
])('on Flex UI %s it starts: %s; where it does not, one notice says what is needed', (VERSION, isStarted) => {
  const flex = loadFlex();
  const [registerNotification, showNotification, providers] = [jest.fn(), jest.fn(), jest.fn()];
  const Notifications = Object.create(flex.Notifications, {
    registerNotification: { value: registerNotification },
    showNotification: { value: showNotification },
  }) as unknown;
  const old = withExports(flex, { VERSION, Notifications, setProviders: providers });
  new SyncSuitePlugin().init(old, managerOf('agent'));
  expect(showNotification).toHaveBeenCalledTimes(isStarted ? 0 : 1);
  expect(providers).toHaveBeenCalledTimes(isStarted ? 1 : 0);
  if (isStarted) return;
  expect(registerNotification).toHaveBeenCalledWith(
    expect.objectContaining({ content: expect.stringContaining(`and this is ${VERSION}`) as unknown }),
  );
});
