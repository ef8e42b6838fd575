import type { ReactNode, RefObject } from 'react';
import type { Source, ValueSource } from '../../observable';

/** What the content of an open tab is told. */
export interface PanelFrame {
  /** The whole panel, its bar too: for keys that work anywhere in it. */
  readonly panel: RefObject<HTMLElement>;
  /** Says what the content shows, such as the kind of its `LiveViewState`. Always the same function. */
  readonly onState: (kind: string) => void;
}

/**
 * What a plugin adds to the panel beside the conversation. It crosses between plugins that are deployed one by one:
 * fields may be added, as optional ones; anything else raises the version in `add-panel-tab.tsx`.
 */
export interface PanelTab {
  /** Its own among the tabs of all plugins: `recent-calls`. */
  readonly name: string;
  /** Words of the tab; heading of the panel and name of its region while it is alone. */
  readonly title: string;
  /** Place among the tabs, ascending: the first of those that are open is shown until somebody chooses. */
  readonly sortOrder: number;
  /** Whether the tab is open when it is its turn; from `createExpansion`. Other places of Flex may follow it, too. */
  readonly isOpen: ValueSource<boolean>;
  /** False while there is nothing to show, as for responses without a conversation: then there is no tab. */
  readonly isOffered: Source<boolean>;
  /** CSS height that the open tab claims of the column that it shares with Flex's customer view, such as `70%`. */
  readonly openMinHeight: string;
  /** `data-testid` of what is shown is `<testId>-panel`, of the button for it `<testId>-toggle`. */
  readonly testId: string;
  /** Rendered while the tab is the one that is shown, and only then. */
  readonly render: (frame: PanelFrame) => ReactNode;
}

/** For a tab that is always offered. */
export const ALWAYS: Source<boolean> = { getSnapshot: () => true, subscribe: () => () => undefined };

/** The tabs of a page, and the one that somebody chose last: what plugins share. */
export interface PanelTabs {
  /** In the order of the screen. */
  readonly tabs: ValueSource<readonly PanelTab[]>;
  /** Name of a tab; empty before anybody chose. */
  readonly lastChosen: ValueSource<string>;
}
