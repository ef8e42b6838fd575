import * as flexStub from '@twilio/flex-ui';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { type ReactElement } from 'react';
import { createFakeManager, forgetPageGlobals } from '../../testing';
import { claim } from '../page-claims';
import { addSettingsPage } from './add-settings-page';
import { PLUGIN_NAMES } from './plugin-names';

const slot = (added: ReactElement[]) => ({ Content: { add: (element: ReactElement) => added.push(element) } });

/** What is added to Flex for these roles, on a page that has loaded these plugins; the view is shown. */
function open(suite: unknown, { roles = ['admin'], plugins = Object.values(PLUGIN_NAMES) } = {}) {
  const [links, views]: ReactElement[][] = [[], []];
  const navigate = jest.fn().mockResolvedValue(undefined);
  const flex = {
    ...flexStub,
    Actions: { invokeAction: navigate, addListener: () => undefined },
    SideNav: slot(links!),
    ViewCollection: slot(views!),
  } as unknown as typeof flexStub;
  const { manager } = createFakeManager({ roles, uiAttributes: { flex_sync_suite: suite } });
  for (const plugin of plugins) claim(plugin);
  addSettingsPage(flex, manager);
  addSettingsPage(flex, manager);
  expect(views).toHaveLength(1);
  render(<CustomizationProvider baseTheme="default">{views}</CustomizationProvider>);
  return { links: links!, navigate, page: screen.getByTestId('suite-settings') };
}

const rowOf = (name: string): HTMLElement => screen.getByTestId(`setting-${name}`);

afterEach(() => {
  forgetPageGlobals();
  delete process.env['FLEX_APP_BACKEND_URL'];
});

it('says of each setting what is in force and where it came from', () => {
  const { page, links } = open({ backend_url: 'https://sync.example.com', recent_calls: { panel: false } });
  expect(page).toHaveAttribute('data-state', 'ready');
  expect(links).toHaveLength(1);
  expect(rowOf('backend_url')).toHaveTextContent('https://sync.example.comfrom the Flex configuration');
  expect(rowOf('recent_calls.panel')).toHaveTextContent('offfrom the Flex configuration');
  expect(rowOf('recent_calls.desktop')).toHaveTextContent('onthe default');
  expect(within(screen.getByRole('list', { name: 'Canned responses' })).getAllByRole('listitem')).toHaveLength(4);
  expect(screen.queryByTestId('suite-settings-problems')).toBeEmptyDOMElement();
});

it('names what is wrong, and shows what is used instead', () => {
  process.env['FLEX_APP_BACKEND_URL'] = 'http://localhost:4100';
  const { page } = open({ backend_url: 'nowhere', recent_calls: { panel: 'no' } });
  expect(page).toHaveAttribute('data-state', 'wrong');
  const problems = screen.getByRole('alert');
  expect(problems).toHaveTextContent('2 settings in the Flex configuration are wrong');
  expect(problems).toHaveTextContent('flex_sync_suite.recent_calls.panel is "no"; expected true or false.');
  expect(rowOf('recent_calls.panel')).toHaveTextContent('onthe default: what the Flex configuration has is refused');
  expect(rowOf('backend_url')).toHaveTextContent(/http:\/\/localhost:4100.*refused, which the plugins were built with/);
});

it('says when nothing is set, and which plugin is off or not there', () => {
  const { page } = open({}, { plugins: [PLUGIN_NAMES.recent_calls] });
  expect(page).toHaveAttribute('data-state', 'empty');
  expect(page).toHaveTextContent('sets nothing of the suite');
  expect(rowOf('backend_url')).toHaveTextContent('none: the plugins find no backend');
  expect(screen.getAllByText(/Not on this page/)).toHaveLength(4);
});

it('says that a part of a plugin that is off has no effect', () => {
  open({ recent_calls: { enabled: false } });
  expect(rowOf('recent_calls.panel')).toHaveTextContent('onthe default; no effect while the plugin is off');
});

it('leads to the views in which the rest is set, where the page has them', async () => {
  const { navigate } = open({ canned_responses: { manager: false } });
  expect(screen.queryByRole('button', { name: /canned responses/ })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /queue dashboard/ }));
  expect(navigate).toHaveBeenCalledWith('NavigateToView', { viewName: 'queue-dashboard' });
});

it.each(['agent', 'supervisor'])('has no link for the role %s, and says why to who types the URL', (role) => {
  const { links, page } = open({}, { roles: [role] });
  expect(links).toEqual([]);
  expect(page).toHaveAttribute('data-state', 'forbidden');
  expect(screen.getByRole('heading', { name: 'You may not see the settings' })).toBeInTheDocument();
});
