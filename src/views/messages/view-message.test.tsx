import { fireEvent, render, screen, within } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { createRef, type ReactElement } from 'react';
import type { LiveViewState } from './live-view-state';
import type { ViewMessages } from './message-words';
import { ViewBanner } from './view-banner';
import { LiveViewMessage, ViewMessage, type ViewSize } from './view-message';
import { ViewPage } from '../page/view-page';

const MESSAGES: ViewMessages = {
  loading: { title: 'Loading', text: 'It is being read.' },
  unconfiguredTitle: 'Not set up',
  forbidden: { title: 'Not for you', text: 'Ask.' },
  error: { title: 'Cannot be read', text: 'It retries.' },
  empty: { title: 'Nothing yet', text: 'It comes.' },
  noMatch: { title: 'No match', text: 'Clear the filter.' },
  clearFilter: 'Clear filter',
};

const show = (content: ReactElement): void => {
  render(<CustomizationProvider baseTheme="default">{content}</CustomizationProvider>);
};
const showState = (state: LiveViewState, onClearFilter?: () => void): void => {
  const view = { state, messages: MESSAGES, onClearFilter, size: 'panel', testId: 'message' } as const;
  show(<LiveViewMessage {...view} />);
};

describe('ViewMessage', () => {
  it.each<[ViewSize, number]>([
    ['panel', 3],
    ['page', 2],
  ])('has in a %s a heading of level %i', (size, level) => {
    show(<ViewMessage words={MESSAGES.empty} size={size} testId="message" />);
    expect(screen.getByRole('heading', { level, name: 'Nothing yet' })).toBeInTheDocument();
  });

  it('announces its words, and neither its buttons nor what stands below', () => {
    const action = <button type="button">Try again</button>;
    show(<ViewMessage words={MESSAGES.error} size="page" testId="message" action={action} footer={<p>More</p>} />);
    const status = screen.getByRole('status');
    expect(screen.getByTestId('message')).toBe(status);
    expect(status).toHaveTextContent(/^Cannot be readIt retries\.$/);
    expect(within(status).queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
    expect(screen.getByText('More')).toBeInTheDocument();
  });

  it('has no empty paragraph when the title says it all', () => {
    show(<ViewMessage words={{ title: 'Loading', text: '' }} size="page" testId="message" />);
    expect(screen.getByRole('status')).toHaveTextContent(/^Loading$/);
    expect(screen.getByRole('status')).toHaveProperty('childElementCount', 1);
  });
});

describe('LiveViewMessage', () => {
  it('is the message of a state that shows no list', () => {
    showState({ kind: 'unconfigured', reason: 'No address' });
    expect(screen.getByRole('status')).toHaveTextContent('Not set upNo address.');
  });

  it('leaves a list alone', () => {
    showState({ kind: 'stale', since: null });
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it('offers the way back from a filter that hides everything', () => {
    const onClearFilter = jest.fn();
    showState({ kind: 'no-match' }, onClearFilter);
    fireEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(onClearFilter).toHaveBeenCalledTimes(1);
  });

  it.each<[string, LiveViewState, (() => void) | undefined]>([
    ['an empty list', { kind: 'empty' }, () => undefined],
    ['a view without a filter', { kind: 'no-match' }, undefined],
  ])('does not offer it to %s', (_, state, onClearFilter) => {
    showState(state, onClearFilter);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});

describe('ViewBanner', () => {
  it('has its region also when all is well', () => {
    show(<ViewBanner words={null} size="page" testId="banner" />);
    expect(screen.getByRole('alert')).toBeEmptyDOMElement();
  });

  it('says how bad it is, with a title where there is one', () => {
    const words = { title: 'Connection lost', text: 'Reconnecting by itself.' };
    show(<ViewBanner words={words} variant="error" size="page" testId="banner" />);
    expect(screen.getByRole('heading', { level: 2, name: 'Connection lost' })).toBeInTheDocument();
    expect(screen.getByTestId('banner')).toHaveTextContent('(error)Connection lostReconnecting by itself.');
  });

  it('has a code for the operator, and what can be done', () => {
    const words = { title: 'Out of date', text: 'Wait.', code: '20104' };
    const action = <button type="button">Try again</button>;
    show(<ViewBanner words={words} size="panel" action={action} testId="banner" />);
    expect(screen.getByRole('heading', { level: 3 })).toHaveTextContent('Out of date');
    expect(screen.getByRole('alert')).toHaveTextContent('(warning)Out of dateWait.Code: 20104Try again');
  });
});

it('ViewPage tells browser tests its state, and hands on its element', () => {
  const page = createRef<HTMLElement>();
  show(
    <ViewPage ref={page} testId="notices" state="ready">
      The page
    </ViewPage>,
  );
  expect(page.current).toHaveAttribute('data-state', 'ready');
  expect(screen.getByTestId('notices')).toBe(page.current);
  expect(page.current).toHaveTextContent('The page');
});
