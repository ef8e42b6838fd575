import * as flexStub from '@twilio/flex-ui';
import { createFakeManager } from '@flex-sync-suite/shared/testing';
import { render, screen } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import type * as Flex from '@twilio/flex-ui';
import React, { type ReactElement } from 'react';
import { addManagerView } from './add-manager-view';

/** Adds the view for a user with these roles, and gives what was added to Flex. */
function added(...roles: string[]): { readonly links: readonly ReactElement[]; readonly view: ReactElement } {
  const links: ReactElement[] = [];
  const views: ReactElement[] = [];
  const slot = (elements: ReactElement[]) => ({ Content: { add: (element: ReactElement) => elements.push(element) } });
  const flex = {
    ...flexStub,
    SideNav: slot(links),
    ViewCollection: slot(views),
  } as unknown as typeof Flex;
  const { manager } = createFakeManager({ roles });
  addManagerView(flex, Object.assign(manager, { localization: { localeTag: 'en-US' } }));
  return { links, view: views[0]! };
}
const show = (view: ReactElement): HTMLElement => {
  render(<CustomizationProvider baseTheme="default">{view}</CustomizationProvider>);
  return screen.getByTestId('canned-manager');
};

it.each(['agent', 'supervisor', 'admin'])('has a link for the role %s, who may at least write own replies', (role) => {
  expect(added(role).links.map(({ key }) => key)).toEqual(['canned-responses']);
});

it('has no link for other roles, and says why to who types the URL', () => {
  const { links, view } = added('wfo.full_access');
  expect(links).toEqual([]);
  expect(show(view)).toHaveAttribute('data-state', 'forbidden');
  expect(screen.getByRole('heading', { name: 'You may not edit responses' })).toBeInTheDocument();
});

it('says what is not configured when the address of the backend is missing', () => {
  const { view } = added('admin');
  expect(show(view)).toHaveAttribute('data-state', 'unconfigured');
  expect(screen.getByTestId('manager-message')).toHaveTextContent('backend_url');
});
