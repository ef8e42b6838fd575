import { act, fireEvent, render, screen } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { useLayoutEffect, type ReactNode } from 'react';
import { createValueStore, type ValueStore } from '../hooks';
import { CollapsiblePanel, type PanelFrame } from './collapsible-panel';

const toggle = (): HTMLElement => screen.getByRole('button', { name: 'Notices' });
const region = (): HTMLElement => screen.getByRole('region', { name: 'Notices' });
const frames: PanelFrame[] = [];

function Content(frame: PanelFrame): React.JSX.Element {
  frames.push(frame);
  const { onState } = frame;
  useLayoutEffect(() => {
    onState('ready');
  }, [onState]);
  return <p>The list</p>;
}

function show(
  isOpen: boolean,
  content = (frame: PanelFrame): ReactNode => <Content {...frame} />,
): ValueStore<boolean> {
  const expansion = createValueStore(isOpen);
  render(
    <CustomizationProvider baseTheme="default">
      <CollapsiblePanel
        title="Notices"
        expansion={expansion}
        openMinHeight="70%"
        testId="notices"
        attributes={{ 'data-composer': 'on' }}
      >
        {content}
      </CollapsiblePanel>
    </CustomizationProvider>,
  );
  return expansion;
}

beforeEach(() => {
  frames.length = 0;
});

describe('CollapsiblePanel', () => {
  it('is a bar without content while it is closed', () => {
    show(false);
    expect(screen.getByRole('heading', { level: 2, name: 'Notices' })).toBeInTheDocument();
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
    expect(toggle()).not.toHaveAttribute('aria-controls');
    expect(region()).toHaveAttribute('data-state', 'collapsed');
    expect(screen.queryByText('The list')).not.toBeInTheDocument();
    expect(frames).toEqual([]);
  });

  it('opens and closes at its button, and tells all who follow', () => {
    const expansion = show(false);
    fireEvent.click(toggle());
    expect(expansion.get()).toBe(true);
    expect(screen.getByText('The list')).toBeInTheDocument();
    expect(toggle()).toHaveAttribute('aria-expanded', 'true');
    expect(toggle()).toHaveAttribute('aria-controls', expect.stringMatching(/./));
    fireEvent.click(toggle());
    expect(expansion.get()).toBe(false);
    expect(screen.queryByText('The list')).not.toBeInTheDocument();
  });

  it('follows whoever opens it from elsewhere', () => {
    const expansion = show(false);
    act(() => {
      expansion.set(true);
    });
    expect(screen.getByText('The list')).toBeInTheDocument();
  });

  it('says to browser tests what its content shows, loading until the content says so', () => {
    show(true, () => <p>Wait</p>);
    expect(region()).toHaveAttribute('data-state', 'loading');
    expect(region()).toHaveAttribute('data-composer', 'on');
    expect(screen.getByTestId('notices-panel')).toBe(region());
    expect(screen.getByTestId('notices-toggle')).toBe(toggle());
  });

  it('hands its content the panel and one function for what it shows', () => {
    show(true);
    expect(region()).toHaveAttribute('data-state', 'ready');
    expect(frames[0]?.panel.current).toBe(region());
    expect(new Set(frames.map(({ onState }) => onState)).size).toBe(1);
  });
});
