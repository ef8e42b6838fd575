import * as flexStub from '@twilio/flex-ui';
import { act, render, screen } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { type ReactElement } from 'react';
import * as ReactDOM from 'react-dom';
import { createValueSource } from '../../observable';
import { forgetPageGlobals } from '../../testing';
import type * as AddPanelTab from './add-panel-tab';
import { ALWAYS, type PanelTab } from './panel-tab';

/** The stub keeps what was added; the genuine slots do not show it. */
const { elements } = flexStub.AgentDesktopView.Panel2.Content as unknown as { readonly elements: ReactElement[] };

/** What one plugin's bundle has: its own copy of everything but React, which Flex gives to all. */
function bundle(): typeof AddPanelTab {
  let copy: typeof AddPanelTab | undefined;
  jest.isolateModules(() => {
    jest.doMock('react', () => React);
    jest.doMock('react-dom', () => ReactDOM);
    copy = jest.requireActual<typeof AddPanelTab>('./add-panel-tab');
  });
  if (copy === undefined) throw new Error('The module was not loaded');
  return copy;
}

const tab = (name: string, sortOrder: number, words = `Content of ${name}`): PanelTab => ({
  name,
  title: name,
  sortOrder,
  isOpen: createValueSource(true),
  isOffered: ALWAYS,
  openMinHeight: '70%',
  testId: name,
  render: () => <p>{words}</p>,
});

const titles = (): (string | null)[] => screen.getAllByRole('tab').map(({ textContent }) => textContent);

function showPanels(): void {
  render(<CustomizationProvider baseTheme="default">{elements}</CustomizationProvider>);
}

const [one, other] = [bundle(), bundle()];

beforeEach(() => {
  elements.length = 0;
  window.sessionStorage.clear();
});
afterEach(forgetPageGlobals);

it.each([
  ['texts', 'calls'],
  ['calls', 'texts'],
])('of two plugins, %s first, one adds the panel, and their tabs stand in one order', (first, second) => {
  const sortOrders: Record<string, number> = { texts: 1, calls: 2 };
  one.addPanelTab(flexStub, tab(first, sortOrders[first] ?? 0));
  showPanels();
  expect(screen.queryByRole('tab')).not.toBeInTheDocument();
  act(() => {
    other.addPanelTab(flexStub, tab(second, sortOrders[second] ?? 0));
  });
  expect(elements).toHaveLength(1);
  expect(titles()).toEqual(['texts', 'calls']);
});

it('a tab that is added again takes the place of the first one', () => {
  one.addPanelTab(flexStub, tab('calls', 1, 'Old'));
  other.addPanelTab(flexStub, tab('calls', 1, 'New'));
  showPanels();
  expect(screen.getByText('New')).toBeInTheDocument();
  expect(screen.queryByText('Old')).not.toBeInTheDocument();
});

it('another version of the panel is left alone', () => {
  Object.defineProperty(globalThis, Symbol.for('flex-sync-suite.agent-panel@0'), {
    value: { anything: 'else' },
    configurable: true,
  });
  one.addPanelTab(flexStub, tab('calls', 1));
  showPanels();
  expect(screen.getByText('Content of calls')).toBeInTheDocument();
});
