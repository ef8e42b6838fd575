/** What views have in common, drawn with Paste: it knows neither Sync nor Flex. */
export { createCountryNames } from './formatters/country-names';
export { csvBlob, csvOf } from './formatters/csv';
export { createDurationWords } from './formatters/duration-words';
export {
  createFigureFormatters,
  splitDuration,
  supportedLocale,
  type FigureFormatters,
} from './formatters/figure-formatters';
export { createLanguageNames } from './formatters/language-names';
export { createTimeFormatters, type TimeFormatters } from './formatters/time-formatters';
export {
  liveViewState,
  placeholderState,
  type LiveViewInputs,
  type LiveViewState,
  type LossCause,
  type ViewProblem,
} from './messages/live-view-state';
export {
  asSentence,
  messageWords,
  outageWords,
  type MessageWords,
  type OutageMessages,
  type ViewMessages,
} from './messages/message-words';
export { ViewBanner, type ViewBannerProps } from './messages/view-banner';
export {
  LiveViewMessage,
  ViewMessage,
  type LiveViewMessageProps,
  type ViewMessageProps,
  type ViewSize,
} from './messages/view-message';
export { HeardOnly } from './looks/heard-only';
export { useLooks, type Look, type LookClasses } from './looks/looks';
export { ActionButton, type ActionButtonProps } from './page/action-button';
export { ControlRow, type ControlRowProps } from './page/control-row';
export { Dialog, type DialogProps } from './page/dialog';
export { Drawer, DrawerStage, type DrawerProps, type DrawerStageProps } from './page/drawer';
export { OWN_WORDS } from './page/own-words';
export { saveFile } from './page/save-file';
export { useSearchKey } from './page/use-search-key';
export { useNarrowWindow, useShortWindow } from './page/use-short-window';
export { ViewPage, type ViewPageProps } from './page/view-page';
export { RulesFailed, RulesNews } from './rules/rules-news';
export type { Deed } from './rules/rules-state';
export { RulesDialog, type RulesDialogProps } from './rules/rules-dialog';
export type { RuleEditingWords, RulesWords } from './rules/rules-words';
export { createExpansion, type ExpansionOptions } from './state/expansion';
export { createRememberedValue, type RememberedValueOptions } from './state/remembered-value';
export { createUrlState, type UrlState } from './state/url-state';
export { keyedRows, usePlace, usePlaceInUrl, type Places, type ScrollPlace } from './state/use-place';
export { createPageState, type ViewState } from './state/view-state';
export { NAME_LINE, NameLine, ONE_LINE, type NameLineProps } from './table/name-line';
export type { WindowPart } from './table/row-window';
export { DefinedSortHeaderCell, type DefinedSortHeaderCellProps } from './table/defined-sort-header-cell';
export { SortHeaderCell, type SortHeaderCellProps } from './table/sort-header-cell';
export {
  GroupHeaderCell,
  HeaderCell,
  TableCell,
  TableRow,
  type HeaderCellProps,
  type StickyPlace,
  type TableCellProps,
  type TableRowProps,
} from './table/table-parts';
export {
  isSameSort,
  nextSort,
  putSort,
  sortFrom,
  sortOfText,
  sortText,
  type SortDirection,
  type SortRules,
  type TableSort,
} from './table/table-sort';
export { layOutRows } from './table/row-window';
export { useListWindow, type ListWindowOptions } from './table/use-list-window';
export { useRowNavigation, type RowNavigation, type RowNavigationOptions } from './table/use-row-navigation';
export { MAX_UNWINDOWED_ROWS, useRowWindow, type RowWindowOptions } from './table/use-row-window';
export {
  columnRuns,
  TableScroller,
  WindowedTable,
  type ColumnRun,
  type TableColumn,
  type TableScrollerProps,
  type WindowedTableProps,
} from './table/windowed-table';
