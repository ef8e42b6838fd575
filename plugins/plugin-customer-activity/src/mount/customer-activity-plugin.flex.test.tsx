import { offeredTaskContext } from '@flex-sync-suite/shared/flex';
import { forgetPageGlobals, loadFlex } from '@flex-sync-suite/shared/testing';
import type * as FlexUi from '@twilio/flex-ui';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { type ReactElement } from 'react';
import { createTaskPort } from '../data/task-port';
import { CustomerActivityPlugin } from './customer-activity-plugin';

type FlexModule = typeof FlexUi;

const RESERVATION = `WR${'1'.repeat(32)}`;
const TASK = `WT${'1'.repeat(32)}`;

/** As much of the Manager as a signed-in Flex has before a plugin's `init`. */
function desktopOf(...roles: string[]) {
  const listeners = new Set<() => void>();
  const view = { selectedTaskSid: undefined as string | undefined };
  const worker = { tasks: new Map([[RESERVATION, { sid: RESERVATION, taskSid: TASK, status: 'pending' }]]) };
  const manager = {
    user: { roles, token: 'token' },
    localization: { localeTag: 'en-US' },
    workerClient: { sid: `WK${'0'.repeat(32)}` },
    serviceConfiguration: { ui_attributes: {} },
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
    select(sid: string | undefined) {
      view.selectedTaskSid = sid;
      for (const listener of listeners) listener();
    },
  };
}

/** Runs `init` and returns what it added. */
function initialize(flex: FlexModule, manager: FlexUi.Manager) {
  const panels = jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'add');
  const incoming = jest.spyOn(flex.IncomingTaskCanvas.Content, 'add');
  const links = jest.spyOn(flex.SideNav.Content, 'add');
  const views = jest.spyOn(flex.ViewCollection.Content, 'add');
  const replaced = [
    jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'replace'),
    jest.spyOn(flex.IncomingTaskCanvas.Content, 'replace'),
  ];
  // The exports of the genuine module cannot be replaced.
  const providers = jest.fn(flex.setProviders);
  const spied = Object.create(flex, { setProviders: { value: providers } }) as FlexModule;
  new CustomerActivityPlugin().init(spied, manager);
  for (const replace of replaced) expect(replace).not.toHaveBeenCalled();
  const elements = (spy: jest.SpyInstance): ReactElement[] =>
    spy.mock.calls.map(([element]) => element as ReactElement);
  return {
    panels: elements(panels),
    incoming: elements(incoming),
    links: elements(links),
    views: elements(views),
    providers,
  };
}

afterEach(forgetPageGlobals);

describe('CustomerActivityPlugin on the genuine Flex UI', () => {
  it.each(['agent', 'supervisor', 'admin'])('adds a panel and lines on an offered task for the role %s', (role) => {
    const { panels, incoming, providers } = initialize(loadFlex(), desktopOf(role).manager);
    expect([...panels, ...incoming].map(({ key }) => key)).toEqual([
      'flex-sync-suite.agent-panel@2',
      'customer-activity-incoming',
    ]);
    expect(providers).toHaveBeenCalledWith({ PasteThemeProvider: CustomizationProvider });
  });

  it('offers other plugins what it knows, and follows nobody before one of them asks', () => {
    const { manager } = desktopOf('agent');
    const request = jest.fn();
    Object.assign(window, { fetch: request });
    initialize(loadFlex(), manager);
    expect(offeredTaskContext().getSnapshot()?.getSnapshot()).toBeNull();
    expect(request).not.toHaveBeenCalled();
    Reflect.deleteProperty(window, 'fetch');
  });

  it('adds nothing for others, and offers nothing', () => {
    const { panels, incoming } = initialize(loadFlex(), desktopOf('wfo.full_access').manager);
    expect([...panels, ...incoming]).toEqual([]);
    expect(offeredTaskContext().getSnapshot()).toBeNull();
  });

  it('says in the panel what is not configured, and nothing on an offer', async () => {
    window.sessionStorage.clear();
    const { panels, incoming } = initialize(loadFlex(), desktopOf('agent').manager);
    render(
      <CustomizationProvider baseTheme="default">
        {panels}
        {incoming}
      </CustomizationProvider>,
    );
    expect(screen.getByTestId('customer-activity-panel')).toHaveAttribute('data-state', 'collapsed');
    await userEvent.click(screen.getByTestId('customer-activity-toggle'));
    expect(screen.getByTestId('customer-activity-panel')).toHaveAttribute('data-state', 'unconfigured');
    expect(screen.getByTestId('customer-activity-message')).toHaveTextContent('backend_url');
    expect(screen.queryByTestId('customer-activity-incoming')).not.toBeInTheDocument();
  });
});

describe('the view of all customers', () => {
  it.each(['supervisor', 'admin'])('has a link for the role %s, and says what is not configured', (role) => {
    const { links, views } = initialize(loadFlex(), desktopOf(role).manager);
    expect(links[0]?.key).toBe('customer-activity');
    expect(contentOf(views)).toHaveAttribute('data-state', 'unconfigured');
    expect(screen.getByTestId('activity-message')).toHaveTextContent('backend_url');
  });

  it('has none for an agent, and says why to who types the URL', () => {
    const { links, views } = initialize(loadFlex(), desktopOf('agent').manager);
    expect(links).toEqual([]);
    expect(contentOf(views)).toHaveAttribute('data-state', 'forbidden');
    expect(screen.getByTestId('activity-message')).toHaveTextContent('for supervisors and administrators');
  });
});

/** What Flex shows when the view is active. */
function contentOf([view]: readonly ReactElement[]): HTMLElement {
  const { children } = view?.props as { readonly children: ReactElement };
  render(<CustomizationProvider baseTheme="default">{children}</CustomizationProvider>);
  return screen.getByTestId('activity-view');
}

describe('the port to the selected task', () => {
  it('knows the own task that is selected, and is the same until another one is', () => {
    const desktop = desktopOf('agent');
    const port = createTaskPort(desktop.manager);
    const seen: unknown[] = [];
    const stop = port.subscribe(() => seen.push(port.getSnapshot()));
    expect(port.getSnapshot()).toBeNull();
    desktop.select(RESERVATION);
    desktop.select(RESERVATION);
    desktop.select(`WR${'9'.repeat(32)}`);
    desktop.select('an invite of Flex’s own');
    stop();
    desktop.select(RESERVATION);
    expect(seen).toEqual([
      { taskSid: TASK, reservationSid: RESERVATION },
      { taskSid: TASK, reservationSid: RESERVATION },
      null,
      null,
    ]);
    expect(seen[0]).toBe(seen[1]);
  });
});
