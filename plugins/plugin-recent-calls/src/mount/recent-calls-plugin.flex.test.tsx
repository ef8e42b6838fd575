import { forgetPageGlobals, loadFlex } from '@flex-sync-suite/shared/testing';
import type * as FlexUi from '@twilio/flex-ui';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { type ReactElement } from 'react';
import { createAgentPort } from '../data/agent-port';
import { RecentCallsPlugin } from './recent-calls-plugin';

type FlexModule = typeof FlexUi;

interface Desktop {
  readonly manager: FlexUi.Manager;
  become(change: {
    readonly activitySid?: string;
    readonly tasks?: readonly unknown[];
    readonly selectedTaskSid?: string;
  }): void;
}

/** As much of the Manager as a signed-in Flex has before a plugin's `init`. */
function desktopOf(...roles: string[]): Desktop {
  const listeners = new Set<() => void>();
  const view = { selectedTaskSid: undefined as string | undefined };
  const worker = { activity: { sid: 'WAavailable' }, tasks: new Map<string, unknown>() };
  const manager = {
    user: { roles, token: 'token' },
    localization: { localeTag: 'en-US' },
    workerClient: { sid: `WK${'0'.repeat(32)}` },
    serviceConfiguration: {
      ui_attributes: {},
      taskrouter_offline_activity_sid: 'WAoffline',
      outbound_call_flows: { default: { enabled: true, caller_id: '+18005550100' } },
    },
    store: {
      getState: () => ({ flex: { worker, view } }),
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    events: { addListener: () => undefined, removeListener: () => undefined },
  } as unknown as FlexUi.Manager;
  return {
    manager,
    become({ activitySid = worker.activity.sid, tasks, selectedTaskSid }) {
      view.selectedTaskSid = selectedTaskSid;
      worker.activity = { sid: activitySid };
      if (tasks !== undefined) worker.tasks = new Map(tasks.map((task, index) => [String(index), task]));
      for (const listener of listeners) listener();
    },
  };
}

/** Runs `init` and returns what it added. */
function initialize(flex: FlexModule, manager: FlexUi.Manager) {
  const panels = jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'add');
  const empty = jest.spyOn(flex.NoTasksCanvas.Content, 'add');
  const replaced = jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'replace');
  // The exports of the genuine module cannot be replaced.
  const providers = jest.fn(flex.setProviders);
  const spied = Object.create(flex, { setProviders: { value: providers } }) as FlexModule;
  new RecentCallsPlugin().init(spied, manager);
  const elements = (spy: jest.SpyInstance): ReactElement[] =>
    spy.mock.calls.map(([element]) => element as ReactElement);
  expect(replaced).not.toHaveBeenCalled();
  return { panels: elements(panels), empty: elements(empty), providers };
}

afterEach(forgetPageGlobals);

describe('RecentCallsPlugin on the genuine Flex UI', () => {
  it('adds a panel and a compact view for an agent, and gives Paste its theme', () => {
    const { panels, empty, providers } = initialize(loadFlex(), desktopOf('agent').manager);
    expect([...panels, ...empty].map(({ key }) => key)).toEqual([
      'flex-sync-suite.agent-panel@2',
      'recent-calls-compact',
    ]);
    expect(providers).toHaveBeenCalledWith({ PasteThemeProvider: CustomizationProvider });
  });

  it('adds nothing for others', () => {
    const { panels, empty } = initialize(loadFlex(), desktopOf('wfo.full_access').manager);
    expect([...panels, ...empty]).toEqual([]);
  });

  it('says what is not configured when the address of the backend is missing', async () => {
    window.sessionStorage.clear();
    const { panels } = initialize(loadFlex(), desktopOf('agent').manager);
    render(<CustomizationProvider baseTheme="default">{panels}</CustomizationProvider>);
    expect(screen.getByTestId('recent-calls-panel')).toHaveAttribute('data-state', 'collapsed');
    await userEvent.click(screen.getByTestId('recent-calls-toggle'));
    expect(screen.getByTestId('recent-calls-panel')).toHaveAttribute('data-state', 'unconfigured');
    expect(screen.getByTestId('recent-calls-message')).toHaveTextContent('backend_url');
  });
});

describe('the port to the agent', () => {
  it('knows offline, and tells only of changes', () => {
    const desktop = desktopOf('agent');
    const port = createAgentPort(loadFlex(), desktop.manager);
    const listener = jest.fn();
    const stop = port.subscribe(listener);
    expect(port.getSnapshot()).toEqual({
      isOffline: false,
      isBusy: false,
      isOutboundOn: true,
      defaultCallerId: '+18005550100',
      defaultQueueSid: null,
    });
    const before = port.getSnapshot();
    desktop.become({});
    expect(listener).not.toHaveBeenCalled();
    expect(port.getSnapshot()).toBe(before);
    desktop.become({ activitySid: 'WAoffline' });
    expect(listener).toHaveBeenCalledTimes(1);
    expect(port.getSnapshot().isOffline).toBe(true);
    stop();
  });

  it('knows the reservation whose task is selected, and nothing else by that name', () => {
    const desktop = desktopOf('agent');
    const { selection } = createAgentPort(loadFlex(), desktop.manager);
    const seen: unknown[] = [];
    const stop = selection.subscribe(() => seen.push(selection.getSnapshot()));
    expect(selection.getSnapshot()).toBeNull();
    const sid = `WR${'0'.repeat(32)}`;
    desktop.become({ selectedTaskSid: sid });
    desktop.become({ selectedTaskSid: 'an invite of Flex’s own' });
    stop();
    expect(seen).toEqual([sid, null]);
  });

  it.each([
    ['a call that is offered', 'voice', 'pending', true],
    ['a call', 'voice', 'accepted', true],
    ['a chat that is offered', 'chat', 'pending', false],
    ['a chat', 'chat', 'accepted', false],
  ])('counts %s as busy or not', (_what, taskChannelUniqueName, status, isBusy) => {
    const desktop = desktopOf('agent');
    const port = createAgentPort(loadFlex(), desktop.manager);
    const attributes = taskChannelUniqueName === 'voice' ? { conference: {} } : {};
    desktop.become({ tasks: [{ taskChannelUniqueName, status, taskStatus: 'assigned', attributes, source: {} }] });
    expect(port.getSnapshot().isBusy).toBe(isBusy);
  });
});
