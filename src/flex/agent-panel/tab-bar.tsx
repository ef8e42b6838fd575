import { Box } from '@twilio-paste/core/box';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import { ChevronUpIcon } from '@twilio-paste/icons/cjs/ChevronUpIcon';
import React, { useRef, type KeyboardEvent } from 'react';
import { BAR_STYLE } from './panel-bar';
import type { PanelTab } from './panel-tab';
import type { PanelViewStore } from './panel-view';

const WORDS = { tabs: 'Panels', open: 'Open the panel', close: 'Close the panel' };

interface TabBarProps {
  /** Before the id of each tab. */
  readonly id: string;
  readonly offered: readonly PanelTab[];
  readonly shown: PanelTab | null;
  readonly contentId: string;
  readonly view: PanelViewStore;
  /** Attributes by which browser tests find a tab that is not shown. */
  readonly mark: (tab: PanelTab) => Readonly<Record<`data-${string}`, string>>;
}

/** The bar of a panel that several tabs share: arrows, Home and End walk between them. */
export function TabBar({ id, offered, shown, contentId, view, mark }: TabBarProps): React.JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const tabStop = shown ?? offered[0];

  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])];
    const from = buttons.findIndex((button) => button === document.activeElement);
    const to = targetIndex(event.key, from, buttons.length, isRightToLeft(event.currentTarget));
    const tab = to === null ? undefined : offered[to];
    if (to === null || tab === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
    // In a closed panel the arrows only walk.
    if (shown !== null) view.choose(tab);
  }

  return (
    <Box display="flex" flexShrink={0} backgroundColor="colorBackground">
      <Box
        ref={list}
        role="tablist"
        aria-label={WORDS.tabs}
        display="flex"
        flexGrow={1}
        minWidth="0"
        paddingX="space20"
        onKeyDown={onKeyDown}
      >
        {offered.map((tab) => (
          <Box key={tab.name} role="presentation" minWidth="0" display="flex" {...(tab === shown ? {} : mark(tab))}>
            <TabButton
              tab={tab}
              id={`${id}-${tab.name}`}
              contentId={tab === shown ? contentId : null}
              isTabStop={tab === tabStop}
              onChoose={view.choose}
            />
          </Box>
        ))}
      </Box>
      <PanelToggle contentId={shown === null ? null : contentId} view={view} />
    </Box>
  );
}

interface TabButtonProps {
  readonly tab: PanelTab;
  readonly id: string;
  /** Of what it shows; null for a tab that is not the selected one. */
  readonly contentId: string | null;
  readonly isTabStop: boolean;
  readonly onChoose: (tab: PanelTab) => void;
}

function TabButton({ tab, id, contentId, isTabStop, onChoose }: TabButtonProps): React.JSX.Element {
  const isSelected = contentId !== null;
  return (
    <Box
      as="button"
      type="button"
      role="tab"
      {...BAR_STYLE}
      minWidth="0"
      paddingX="space30"
      color={isSelected ? 'colorTextLink' : 'colorText'}
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth20"
      borderBottomColor={isSelected ? 'colorBorderPrimary' : 'transparent'}
      id={id}
      aria-selected={isSelected}
      aria-controls={contentId ?? undefined}
      tabIndex={isTabStop ? 0 : -1}
      title={tab.title}
      data-testid={`${tab.testId}-toggle`}
      onClick={() => {
        onChoose(tab);
      }}
    >
      <Box as="span" overflow="hidden" textOverflow="ellipsis" whiteSpace="nowrap">
        {tab.title}
      </Box>
    </Box>
  );
}

interface PanelToggleProps {
  /** Null while the panel is closed. */
  readonly contentId: string | null;
  readonly view: PanelViewStore;
}

function PanelToggle({ contentId, view }: PanelToggleProps): React.JSX.Element {
  const isOpen = contentId !== null;
  return (
    <Box
      as="button"
      type="button"
      {...BAR_STYLE}
      flexShrink={0}
      paddingX="space40"
      aria-label={isOpen ? WORDS.close : WORDS.open}
      aria-expanded={isOpen}
      aria-controls={contentId ?? undefined}
      data-testid="agent-panel-toggle"
      onClick={isOpen ? view.close : view.reopen}
    >
      {isOpen ? <ChevronUpIcon decorative /> : <ChevronDownIcon decorative />}
    </Box>
  );
}

const isRightToLeft = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';

/** Around the ends, as the tabs of the ARIA practices do. Null for another key. */
function targetIndex(key: string, from: number, count: number, isReversed: boolean): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const step = (key === 'ArrowRight') === isReversed ? -1 : 1;
  return (from + step + count) % count;
}
