/** The port to Flex: one Sync store for the page, roles, views, and a wall around crashes. */
export { addSideNavView, type SideNavView } from './add-side-nav-view';
export { backendUrl } from './backend-url';
export { hasRole, type FlexRole } from './has-role';
export { PluginErrorBoundary, type PluginErrorBoundaryProps } from './plugin-error-boundary';
export { sharedSyncStore } from './shared-sync-store';
