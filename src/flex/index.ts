/**
 * The port to Flex: one Sync store for the page, the backend, roles, a wall around crashes; and what the views of several
 * plugins have in common.
 */
export { createUrlState, type UrlState } from './url-state';
export { SortHeaderCell, type SortHeaderCellProps } from './sort-header-cell';
export {
  isSameSort,
  nextSort,
  putSort,
  sortFrom,
  type SortDirection,
  type SortRules,
  type TableSort,
} from './table-sort';
export { keyedRows, usePlace, usePlaceInUrl, type Places, type ScrollPlace } from './use-place';
export { createPageState, type ViewState } from './view-state';
export { addPanelTab, createPanelTabs } from './agent-panel/add-panel-tab';
export { AgentPanel } from './agent-panel/agent-panel';
export { ALWAYS, type PanelFrame, type PanelTab, type PanelTabs } from './agent-panel/panel-tab';
export { addSideNavView, type SideNavView } from './add-side-nav-view';
export { createBackendClient, type BackendClient, type BackendRequest } from './backend-client';
export { backendUrl } from './backend-url';
export { ControlRow, type ControlRowProps } from './control-row';
export { createFigureFormatters, splitDuration, supportedLocale, type FigureFormatters } from './figure-formatters';
export { hasRole, type FlexRole } from './has-role';
export { errorWords } from './error-words';
export { createLanguageNames } from './language-names';
export {
  asSentence,
  messageWords,
  outageWords,
  type MessageWords,
  type OutageMessages,
  type ViewMessages,
} from './message-words';
export { operatorCode } from '../sync';
export { PluginErrorBoundary, type PluginErrorBoundaryProps } from './plugin-error-boundary';
export { BackendError } from './send-to-backend';
export { sharedSyncStore } from './shared-sync-store';
export {
  HeaderCell,
  TableCell,
  TableRow,
  type HeaderCellProps,
  type StickyPlace,
  type TableCellProps,
  type TableRowProps,
} from './table-parts';
export { ViewBanner, type ViewBannerProps } from './view-banner';
export {
  LiveViewMessage,
  ViewMessage,
  type LiveViewMessageProps,
  type ViewMessageProps,
  type ViewSize,
} from './view-message';
export { ViewPage, type ViewPageProps } from './view-page';
export {
  TableScroller,
  WindowedTable,
  type TableColumn,
  type TableScrollerProps,
  type WindowedTableProps,
} from './windowed-table';
