import * as flexStub from '@twilio/flex-ui';
import { fireEvent, render, screen } from '@testing-library/react';
import React, { type ReactElement } from 'react';
import { createFakeManager } from '../testing';
import { addSideNavView } from './add-side-nav-view';
import { renderOpened, type Opened } from './open-once';
import { PluginErrorBoundary } from './plugin-error-boundary';

/** The stub keeps what was added; the genuine slots do not show it. */
interface Slot {
  readonly Content: { readonly elements: ReactElement<{ readonly name?: string; readonly activeView?: string }>[] };
}
const linkSlot = flexStub.SideNav as unknown as Slot;
const viewSlot = flexStub.ViewCollection as unknown as Slot;

function add(roles: readonly string[], render_: () => React.ReactNode = () => <p>The board</p>): void {
  const { manager } = createFakeManager({ roles });
  addSideNavView({
    flex: flexStub,
    manager,
    name: 'queue-dashboard',
    label: 'Queue dashboard',
    icon: 'Data',
    roles: ['supervisor', 'admin'],
    render: render_,
  });
}

beforeEach(() => {
  linkSlot.Content.elements.length = 0;
  viewSlot.Content.elements.length = 0;
});

describe('addSideNavView', () => {
  it('adds a link that leads to the view, and marks it while it is active', () => {
    const invoke = jest.spyOn(flexStub.Actions, 'invokeAction').mockResolvedValue(undefined);
    add(['supervisor']);
    render(React.cloneElement(linkSlot.Content.elements[0]!, { activeView: 'queue-dashboard' }));
    const link = screen.getByRole('button', { name: 'Queue dashboard' });
    expect(link).toHaveAttribute('aria-current', 'page');
    fireEvent.click(link);
    expect(invoke).toHaveBeenCalledWith('NavigateToView', { viewName: 'queue-dashboard' });
  });

  it('adds the view under its name', () => {
    add(['admin']);
    expect(viewSlot.Content.elements.map(({ key, props }) => [key, props.name])).toEqual([
      ['queue-dashboard', 'queue-dashboard'],
    ]);
    render(viewSlot.Content.elements[0]!);
    expect(screen.getByText('The board')).toBeInTheDocument();
  });

  it('adds no link for a user without the role, and says why in the view', () => {
    add(['agent']);
    expect(linkSlot.Content.elements).toEqual([]);
    render(viewSlot.Content.elements[0]!);
    expect(screen.getByRole('alert')).toHaveTextContent('is for users with the role supervisor or admin');
    expect(screen.queryByText('The board')).not.toBeInTheDocument();
  });

  it('keeps a crash of the view inside, whether it crashes at once or deeper', () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    add(['supervisor'], () => {
      throw new Error('broken');
    });
    render(viewSlot.Content.elements[0]!);
    expect(screen.getByRole('alert')).toHaveTextContent('Queue dashboard has stopped because of an error');
  });
});

it('opens what a view works with when it is first shown, tries a failure again, and keeps what it has', () => {
  const results = [new Error('no address'), { reason: 'not signed in' }, { text: 'opened' }];
  const open = jest.fn((): Opened<{ readonly text: string }> => {
    const result = results.shift();
    if (result === undefined || result instanceof Error) throw result ?? new Error('opened again');
    return result;
  });
  const view = renderOpened({ open, render: ({ text }) => text, renderUnconfigured: (reason) => `! ${reason}` });
  expect(open).not.toHaveBeenCalled();
  expect([view(), view(), view(), view()]).toEqual([
    '! Something unexpected happened; try again, and tell your administrator if it happens again',
    '! not signed in',
    'opened',
    'opened',
  ]);
});

describe('PluginErrorBoundary', () => {
  it('shows a sentence instead of the crash, tells the console, and tries again on request', () => {
    const logged = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    let isBroken = true;
    const Fragile = (): React.JSX.Element => {
      if (isBroken) throw new Error('broken');
      return <p>fine</p>;
    };
    render(
      <PluginErrorBoundary name="Recent calls">
        <Fragile />
      </PluginErrorBoundary>,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('Recent calls has stopped because of an error');
    expect(logged).toHaveBeenCalledWith('Recent calls has failed', expect.any(Error), expect.any(String));
    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('fine')).toBeInTheDocument();
  });
});
