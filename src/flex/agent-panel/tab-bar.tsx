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
            <Box
              as="button"
              type="button"
              role="tab"
              {...BAR_STYLE}
              minWidth="0"
              paddingX="space30"
              color={tab === shown ? 'colorTextLink' : 'colorText'}
              borderBottomStyle="solid"
              borderBottomWidth="borderWidth20"
              borderBottomColor={tab === shown ? 'colorBorderPrimary' : 'transparent'}
              id={`${id}-${tab.name}`}
              aria-selected={tab === shown}
              aria-controls={tab === shown ? contentId : undefined}
              tabIndex={tab === tabStop ? 0 : -1}
              title={tab.title}
              data-testid={`${tab.testId}-toggle`}
              onClick={() => {
                view.choose(tab);
              }}
            >
              <Box as="span" overflow="hidden" textOverflow="ellipsis" whiteSpace="nowrap">
                {tab.title}
              </Box>
            </Box>
          </Box>
        ))}
      </Box>
      <Box
        as="button"
        type="button"
        {...BAR_STYLE}
        flexShrink={0}
        paddingX="space40"
        aria-label={shown === null ? WORDS.open : WORDS.close}
        aria-expanded={shown !== null}
        aria-controls={shown === null ? undefined : contentId}
        data-testid="agent-panel-toggle"
        onClick={() => {
          if (shown !== null) view.close();
          else view.reopen();
        }}
      >
        {shown === null ? <ChevronDownIcon decorative /> : <ChevronUpIcon decorative />}
      </Box>
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
