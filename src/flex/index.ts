/** The port to Flex: one Sync store for the page, the backend, roles, views, and a wall around crashes. */
export { addSideNavView, type SideNavView } from './add-side-nav-view';
export { createBackendClient, type BackendClient, type BackendRequest } from './backend-client';
export { backendUrl } from './backend-url';
export { hasRole, type FlexRole } from './has-role';
export { PluginErrorBoundary, type PluginErrorBoundaryProps } from './plugin-error-boundary';
export { BackendError } from './send-to-backend';
export { sharedSyncStore } from './shared-sync-store';
