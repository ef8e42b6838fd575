/** The port to Flex: one Sync store for the page, the backend, roles, places in Flex, and a wall around crashes. */
export { addPanelTab, createPanelTabs } from './agent-panel/add-panel-tab';
export { AgentPanel } from './agent-panel/agent-panel';
export { ALWAYS, type PanelFrame, type PanelTab, type PanelTabs } from './agent-panel/panel-tab';
export { addSideNavView, type SideNavView } from './add-side-nav-view';
export { createBackendClient, type BackendClient, type BackendRequest } from './backend/backend-client';
export { backendUrl } from './backend/backend-url';
export { errorWords } from './backend/error-words';
export { failureOf, isForbidden, type Failure } from './backend/failure';
export { createKeptEditor, type KeptEditor, type KeptState, type KeptStore } from './backend/kept-editor';
export { createRulesEditor, type RulesStore } from './backend/rules-editor';
export { BackendError } from './backend/send-to-backend';
export { hasRole, type FlexRole } from './has-role';
export { NOT_A_WORKER, openOnce, renderOpened, type NotOpened, type Opened } from './open-once';
export { PluginErrorBoundary, type PluginErrorBoundaryProps } from './plugin-error-boundary';
export { flexSettings } from './settings/flex-settings';
export { sharedSyncStore } from './shared-store/shared-sync-store';
export { SuitePlugin } from './suite-plugin';
export {
  offeredTaskContext,
  offerTaskContext,
  type CheckoutContext,
  type TaskContext,
  type TaskContextSource,
} from './task-context/task-context';
