import React, { type ReactElement, type ReactNode } from 'react';

/**
 * Stands in for @twilio/flex-ui in unit tests, as far as `src/flex` and the plugins use it; the `flex` Jest project and
 * the browser tests load the genuine one.
 */

interface ContentSlot {
  readonly Content: {
    /** What was added, in order: the stub's own, for assertions. */
    readonly elements: ReactElement[];
    add(element: ReactElement): void;
  };
}

function slot(): ContentSlot {
  const elements: ReactElement[] = [];
  return { Content: { elements, add: (element) => void elements.push(element) } };
}

export const SideNav = slot();
export const ViewCollection = slot();
export const AgentDesktopView = { Panel2: slot() };

export interface SideLinkProps {
  readonly isActive?: boolean;
  readonly showLabel?: boolean;
  readonly onClick?: () => void;
  readonly children?: ReactNode;
}

export const SideLink = ({ isActive, onClick, children }: SideLinkProps): ReactElement =>
  React.createElement(
    'button',
    { type: 'button', 'aria-current': isActive === true ? 'page' : undefined, onClick },
    children,
  );

export const View = ({ children }: { readonly name: string; readonly children?: ReactNode }): ReactElement =>
  React.createElement(React.Fragment, null, children);

export const Actions = {
  invokeAction: (): Promise<void> => Promise.resolve(),
  addListener: (): void => undefined,
};

/** Providers that plugins set, such as Paste's: nothing to do here. */
export const setProviders = (): void => undefined;

export const Manager = { getInstance: (): { user: { token: string } } => ({ user: { token: 'test-token' } }) };
