import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { useLayoutEffect, useState } from 'react';
import { createValueSource } from '../../observable';
import { memoryStorage } from '../../testing';
import { createPanelTabs } from './add-panel-tab';
import { AgentPanel } from './agent-panel';
import type { PanelFrame, PanelTab, PanelTabs } from './panel-tab';

const frames: PanelFrame[] = [];

function Content({ words, ...frame }: PanelFrame & { readonly words: string }): React.JSX.Element {
  frames.push(frame);
  const { onState } = frame;
  const [typed, setTyped] = useState('');
  useLayoutEffect(() => {
    onState('ready');
  }, [onState]);
  return (
    <input
      aria-label={words}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
      }}
    />
  );
}

interface TabUnderTest extends PanelTab {
  readonly isOffered: ReturnType<typeof createValueSource<boolean>>;
}

function tab(title: string, change: Partial<PanelTab> & { readonly isOpenAtFirst?: boolean } = {}): TabUnderTest {
  const name = title.toLowerCase();
  return {
    name,
    title,
    sortOrder: 1,
    isOpen: createValueSource(change.isOpenAtFirst ?? true),
    openMinHeight: '70%',
    testId: name,
    render: (frame) => <Content words={`In ${title}`} {...frame} />,
    ...change,
    isOffered: createValueSource(true),
  };
}

function show(...added: readonly PanelTab[]): { readonly tabs: PanelTabs; readonly storage: Storage } {
  const storage = memoryStorage() as Storage;
  const tabs = createPanelTabs(storage);
  tabs.tabs.set(added);
  render(
    <CustomizationProvider baseTheme="default">
      <AgentPanel tabs={tabs} />
    </CustomizationProvider>,
  );
  return { tabs, storage };
}

const tabOf = (name: string): HTMLElement => screen.getByRole('tab', { name });
const selected = (): (string | null)[] =>
  screen.getAllByRole('tab', { selected: true }).map(({ textContent }) => textContent);
const change = (run: () => void): void => {
  act(run);
};

beforeEach(() => {
  frames.length = 0;
});

describe('a panel with one tab', () => {
  const toggle = (): HTMLElement => screen.getByRole('button', { name: 'Calls' });
  const region = (): HTMLElement => screen.getByRole('region', { name: 'Calls' });

  it('is a bar without content while it is closed', () => {
    show(tab('Calls', { isOpenAtFirst: false }));
    expect(screen.getByRole('heading', { level: 2, name: 'Calls' })).toBeInTheDocument();
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
    expect(toggle()).not.toHaveAttribute('aria-controls');
    expect(region()).toHaveAttribute('data-state', 'collapsed');
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
    expect(screen.queryByRole('tab')).not.toBeInTheDocument();
    expect(frames).toEqual([]);
  });

  it('opens and closes at its bar, and tells all who follow', () => {
    const calls = tab('Calls', { isOpenAtFirst: false });
    show(calls);
    fireEvent.click(toggle());
    expect(calls.isOpen.getSnapshot()).toBe(true);
    expect(screen.getByLabelText('In Calls')).toBeInTheDocument();
    expect(toggle()).toHaveAttribute('aria-expanded', 'true');
    expect(toggle()).toHaveAttribute('aria-controls', expect.stringMatching(/./));
    fireEvent.click(toggle());
    expect(calls.isOpen.getSnapshot()).toBe(false);
    expect(screen.queryByLabelText('In Calls')).not.toBeInTheDocument();
  });

  it('follows whoever opens it from elsewhere', () => {
    const calls = tab('Calls', { isOpenAtFirst: false });
    show(calls);
    change(() => {
      calls.isOpen.set(true);
    });
    expect(screen.getByLabelText('In Calls')).toBeInTheDocument();
  });

  it('says to browser tests what its content shows, loading until the content says so', () => {
    show(tab('Calls', { render: () => <p>Wait</p> }));
    expect(region()).toHaveAttribute('data-state', 'loading');
    expect(screen.getByTestId('calls-panel')).toBe(region());
    expect(screen.getByTestId('calls-toggle')).toBe(toggle());
  });

  it('hands its content the panel and one function for what it shows', () => {
    show(tab('Calls'));
    expect(region()).toHaveAttribute('data-state', 'ready');
    expect(frames[0]?.panel.current).toBe(region());
    expect(new Set(frames.map(({ onState }) => onState)).size).toBe(1);
  });
});

describe('the room that a panel claims of its column', () => {
  afterEach(() => {
    Reflect.deleteProperty(window, 'matchMedia');
  });

  it.each([
    ['what its tab asks for, which leaves some to the customer view', false, '70%'],
    ['all of it in a low window', true, '100%'],
  ])('is %s', (_what, matches, minHeight) => {
    const query = { matches, addEventListener: () => undefined, removeEventListener: () => undefined };
    Object.assign(window, { matchMedia: () => query });
    show(tab('Texts'), tab('Calls'));
    expect(screen.getByRole('region')).toHaveStyle({ minHeight });
  });
});

describe('a panel that tabs of several plugins share', () => {
  it('shows one of them, the first that is open, until somebody chooses another, and remembers the choice', async () => {
    const [texts, calls] = [tab('Texts'), tab('Calls')];
    const { storage } = show(texts, calls);
    expect(screen.getByRole('region', { name: 'Beside the conversation' })).toBeInTheDocument();
    expect(selected()).toEqual(['Texts']);
    expect(screen.getByRole('tabpanel', { name: 'Texts' })).toHaveAttribute('data-state', 'ready');
    expect(screen.getByTestId('calls-panel')).toHaveAttribute('data-state', 'collapsed');
    await userEvent.click(tabOf('Calls'));
    expect(selected()).toEqual(['Calls']);
    expect(screen.getByRole('tabpanel', { name: 'Calls' })).toBe(screen.getByTestId('calls-panel'));
    expect(tabOf('Calls')).toHaveAttribute('aria-controls', screen.getByRole('tabpanel').id);
    expect(screen.queryByLabelText('In Texts')).not.toBeInTheDocument();
    expect(createPanelTabs(storage).lastChosen.getSnapshot()).toBe('calls');
  });

  it('has the title of the one that is shown for its heading, as a panel with one tab has', () => {
    show(tab('Calls'), tab('Responses'));
    const headings = (): (string | null)[] =>
      screen.queryAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(headings()).toEqual(['Calls']);
    fireEvent.click(tabOf('Responses'));
    expect(headings()).toEqual(['Responses']);
  });

  it('closes and opens as a whole, and opens at the tab that is pressed', async () => {
    const [texts, calls] = [tab('Texts'), tab('Calls', { isOpenAtFirst: false })];
    show(texts, calls);
    await userEvent.click(tabOf('Calls'));
    await userEvent.click(screen.getByRole('button', { name: 'Close the panel', expanded: true }));
    expect(screen.queryByRole('tabpanel')).not.toBeInTheDocument();
    expect([texts.isOpen.getSnapshot(), calls.isOpen.getSnapshot()]).toEqual([false, false]);
    await userEvent.click(screen.getByRole('button', { name: 'Open the panel', expanded: false }));
    expect(selected()).toEqual(['Calls']);
    await userEvent.click(screen.getByRole('button', { name: 'Close the panel' }));
    await userEvent.click(tabOf('Texts'));
    expect(selected()).toEqual(['Texts']);
  });

  it.each([
    ['ltr', '{ArrowRight}', 'Calls'],
    ['ltr', '{ArrowLeft}', 'Orders'],
    ['rtl', '{ArrowRight}', 'Orders'],
    ['rtl', '{ArrowLeft}', 'Calls'],
    ['ltr', '{End}', 'Orders'],
    ['ltr', '{End}{ArrowRight}', 'Texts'],
    ['ltr', '{End}{Home}', 'Texts'],
  ])('is one stop of Tab, within which the keys walk: %s %s', async (dir, keys, expected) => {
    show(tab('Texts'), tab('Calls'), tab('Orders'));
    screen.getByRole('tablist').style.direction = dir;
    await userEvent.tab();
    expect(tabOf('Texts')).toHaveFocus();
    await userEvent.keyboard(keys);
    expect(tabOf(expected)).toHaveFocus();
    expect(selected()).toEqual([expected]);
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Close the panel' })).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByLabelText(`In ${expected}`)).toHaveFocus();
  });

  it('only walks while it is closed', async () => {
    show(tab('Texts', { isOpenAtFirst: false }), tab('Calls', { isOpenAtFirst: false }));
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}');
    expect(tabOf('Calls')).toHaveFocus();
    expect(screen.queryByRole('tabpanel')).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(selected()).toEqual(['Calls']);
  });

  it('is taken by a tab that comes, unless somebody works in what is shown', async () => {
    const [texts, calls] = [tab('Texts'), tab('Calls')];
    texts.isOffered.set(false);
    show(texts, calls);
    expect(screen.getByRole('region', { name: 'Calls' })).toHaveAttribute('data-state', 'ready');
    await userEvent.type(screen.getByLabelText('In Calls'), 'half a no');
    change(() => {
      texts.isOffered.set(true);
    });
    // Neither taken away nor mounted anew.
    expect(screen.getByLabelText('In Calls')).toHaveFocus();
    expect(screen.getByLabelText('In Calls')).toHaveValue('half a no');
    await userEvent.click(tabOf('Texts'));
    expect(selected()).toEqual(['Texts']);
    change(() => {
      texts.isOffered.set(false);
    });
    expect(screen.getByLabelText('In Calls')).toBeInTheDocument();
    change(() => {
      texts.isOffered.set(true);
    });
    expect(selected()).toEqual(['Texts']);
  });

  it('goes on when one of them crashes, wherever it does', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const crash = (): never => {
      throw new Error('Boom');
    };
    const subscribe = crash;
    const absent = { ...tab('Absent'), isOffered: { getSnapshot: crash, subscribe } };
    show(absent, tab('Broken', { render: crash }), tab('Calls'));
    expect(within(screen.getByRole('tabpanel', { name: 'Broken' })).getByRole('alert')).toHaveTextContent(
      'Broken has stopped',
    );
    await userEvent.click(tabOf('Calls'));
    expect(screen.getByLabelText('In Calls')).toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: 'Absent' })).not.toBeInTheDocument();
  });

  it('is nothing while no tab is offered', () => {
    const texts = tab('Texts');
    texts.isOffered.set(false);
    show(texts);
    expect(screen.queryByRole('region')).not.toBeInTheDocument();
  });
});
