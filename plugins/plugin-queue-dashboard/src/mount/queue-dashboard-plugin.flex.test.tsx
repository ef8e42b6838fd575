import { forgetPageGlobals, loadFlex } from '@flex-sync-suite/shared/testing';
import type * as FlexUi from '@twilio/flex-ui';
import { render, screen } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { type ReactElement } from 'react';
import { QueueDashboardPlugin } from './queue-dashboard-plugin';

type FlexModule = typeof FlexUi;

/** As much of the Manager as a signed-in Flex has before a plugin's `init`. */
const managerOf = (...roles: string[]): FlexUi.Manager =>
  ({
    user: { roles, token: 'token' },
    localization: { localeTag: 'en-US' },
    serviceConfiguration: { ui_attributes: {} },
    events: { addListener: () => undefined, removeListener: () => undefined },
  }) as unknown as FlexUi.Manager;

/** Runs `init` and returns what it added. */
function initialize(flex: FlexModule, manager: FlexUi.Manager) {
  const added = (store: { add: (element: ReactElement) => void }): jest.SpyInstance => jest.spyOn(store, 'add');
  const links = added(flex.SideNav.Content);
  const views = added(flex.ViewCollection.Content);
  // The exports of the genuine module cannot be replaced.
  const providers = jest.fn(flex.setProviders);
  const spied = Object.create(flex, { setProviders: { value: providers } }) as FlexModule;
  new QueueDashboardPlugin().init(spied, manager);
  const elements = (spy: jest.SpyInstance): ReactElement[] =>
    spy.mock.calls.map(([element]) => element as ReactElement);
  return { links: elements(links), views: elements(views), providers };
}

afterEach(forgetPageGlobals);

describe('QueueDashboardPlugin on the genuine Flex UI', () => {
  it.each(['supervisor', 'admin'])('adds a link and a view for the role %s, and gives Paste its theme', (role) => {
    const flex = loadFlex();
    const { links, views, providers } = initialize(flex, managerOf(role));
    expect(links[0]?.key).toBe('queue-dashboard');
    expect(views[0]).toMatchObject({ type: flex.View, props: { name: 'queue-dashboard' } });
    expect(providers).toHaveBeenCalledWith({ PasteThemeProvider: CustomizationProvider });
  });

  it('adds the agent’s own queues beside the conversation, and for nobody else', () => {
    const flex = loadFlex();
    const panels = jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'add');
    initialize(flex, managerOf('supervisor'));
    expect(panels).not.toHaveBeenCalled();
    forgetPageGlobals();
    initialize(flex, managerOf('agent'));
    const [panel] = panels.mock.calls.map(([element]) => element);
    render(<CustomizationProvider baseTheme="default">{panel}</CustomizationProvider>);
    expect(screen.getByRole('region', { name: 'My queues' })).toHaveAttribute('data-state', 'collapsed');
  });

  it('adds no link for an agent, and tells an agent who types the URL why there is nothing to see', () => {
    const { links, views } = initialize(loadFlex(), managerOf('agent'));
    expect(links).toEqual([]);
    render(<CustomizationProvider baseTheme="default">{contentOf(views)}</CustomizationProvider>);
    expect(screen.getByTestId('queue-board')).toHaveAttribute('data-state', 'forbidden');
    expect(screen.getByRole('heading', { name: 'You may not see the queues' })).toBeInTheDocument();
  });

  it('says what is not configured when the address of the backend is missing', () => {
    const { views } = initialize(loadFlex(), managerOf('supervisor'));
    render(<CustomizationProvider baseTheme="default">{contentOf(views)}</CustomizationProvider>);
    expect(screen.getByTestId('queue-board')).toHaveAttribute('data-state', 'unconfigured');
    expect(screen.getByTestId('board-message')).toHaveTextContent('backend_url');
  });
});

/** What Flex shows when the view is active. */
function contentOf([view]: readonly ReactElement[]): ReactElement {
  const { children: content } = view?.props as { readonly children: ReactElement };
  return content;
}
