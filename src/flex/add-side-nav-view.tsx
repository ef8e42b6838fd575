import type * as Flex from '@twilio/flex-ui';
import React, { type ReactNode } from 'react';
import type { UrlState } from '../views';
import { hasRole } from './has-role';
import { PluginErrorBoundary } from './plugin-error-boundary';

/** A page of a plugin in Flex. */
export interface SideNavView {
  readonly flex: typeof Flex;
  readonly manager: Flex.Manager;
  /** Name of the view and path of its URL: `queue-dashboard`. */
  readonly name: string;
  /** Text beside the icon, and name of the link for a screen reader. */
  readonly label: string;
  /** Name of a Flex icon, or an element. */
  readonly icon: ReactNode;
  /** Default: `icon`. */
  readonly iconActive?: ReactNode;
  /** Shown in the URL again whenever Flex has led to the view. Default: the view remembers nothing. */
  readonly url?: UrlState;
  /** Who sees it: users with at least one of these roles. */
  readonly roles: readonly string[];
  /** Rendered each time the view is shown to a user with the role. */
  readonly render: () => ReactNode;
  /** What others see who typed the URL. Default: a sentence that names the roles. */
  readonly renderForbidden?: () => ReactNode;
}

/** Props that Flex gives to the children of its side navigation. */
interface SideLinkProps {
  readonly activeView?: string;
  readonly showLabel?: boolean;
}

/**
 * Adds a page to Flex: a link in the side navigation and the view behind it. The link is only added for users with the
 * role; the view checks again, because its URL can be typed. A crash inside stays inside.
 */
export function addSideNavView(view: SideNavView): void {
  const { flex, manager, name, label, icon, iconActive = icon, url, roles } = view;

  function ViewLink({ activeView, showLabel = false }: SideLinkProps): React.JSX.Element {
    return (
      <flex.SideLink
        icon={icon}
        iconActive={iconActive}
        isActive={activeView === name}
        showLabel={showLabel}
        // The collapsed navigation hides the label, and with it the link's name.
        aria-label={label}
        onClick={() => void flex.Actions.invokeAction('NavigateToView', { viewName: name })}
      >
        {label}
      </flex.SideLink>
    );
  }

  if (url !== undefined) {
    flex.Actions.addListener('afterNavigateToView', ({ viewName }: { readonly viewName?: string }) => {
      if (viewName === name) url.show();
    });
  }
  if (hasRole(manager, roles)) flex.SideNav.Content.add(<ViewLink key={name} />);
  flex.ViewCollection.Content.add(
    <flex.View name={name} key={name}>
      <PluginErrorBoundary name={label}>
        <RoleGate {...view} />
      </PluginErrorBoundary>
    </flex.View>,
  );
}

function RoleGate({ manager, label, roles, render, renderForbidden }: SideNavView): React.JSX.Element {
  if (hasRole(manager, roles)) return <>{render()}</>;
  if (renderForbidden !== undefined) return <>{renderForbidden()}</>;
  return (
    <p role="alert" style={{ padding: '1rem' }}>
      {label} is for users with the role {roles.join(' or ')}. If you need it, ask your Flex administrator for that
      role.
    </p>
  );
}
