/** The port to Flex: one Sync store for the page, the backend, roles, views, their words, a wall around crashes. */
export { addSideNavView, type SideNavView } from './add-side-nav-view';
export { createBackendClient, type BackendClient, type BackendRequest } from './backend-client';
export { backendUrl } from './backend-url';
export { CollapsiblePanel, type CollapsiblePanelProps, type PanelFrame } from './collapsible-panel';
export { createFigureFormatters, splitDuration, supportedLocale, type FigureFormatters } from './figure-formatters';
export { hasRole, type FlexRole } from './has-role';
export { PluginErrorBoundary, type PluginErrorBoundaryProps } from './plugin-error-boundary';
export { BackendError } from './send-to-backend';
export { sharedSyncStore } from './shared-sync-store';
export { asSentence, errorWords, viewMessage, type ViewMessage, type ViewMessages } from './view-message';
