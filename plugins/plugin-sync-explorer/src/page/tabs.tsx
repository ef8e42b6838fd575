import { Box } from '@twilio-paste/core/box';
import React, { useRef, type KeyboardEvent } from 'react';

/** A part of the view that has it to itself. */
export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
}

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly shown: Name;
  /** Id of what the shown tab shows. */
  readonly contentId: string;
  readonly onChoose: (name: Name) => void;
}

/** Arrows, Home and End walk between them, and choose. */
export function Tabs<Name extends string>(props: TabsProps<Name>): React.JSX.Element {
  const { label, tabs, shown, contentId, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const from = tabs.findIndex(({ name }) => name === shown);
    const to = targetIndex(event.key, from, tabs.length - 1);
    const tab = to === null ? undefined : tabs[to];
    if (to === null || tab === undefined) return;
    event.preventDefault();
    onChoose(tab.name);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus();
  }

  return (
    <Box
      ref={list}
      role="tablist"
      aria-label={label}
      display="flex"
      columnGap="space20"
      flexShrink={0}
      onKeyDown={onKeyDown}
    >
      {tabs.map((tab) => (
        <Box
          key={tab.name}
          as="button"
          type="button"
          role="tab"
          id={`${contentId}-${tab.name}`}
          aria-selected={tab.name === shown}
          aria-controls={tab.name === shown ? contentId : undefined}
          tabIndex={tab.name === shown ? 0 : -1}
          paddingX="space40"
          paddingY="space20"
          fontSize="fontSize30"
          fontWeight="fontWeightSemibold"
          backgroundColor="transparent"
          cursor="pointer"
          color={tab.name === shown ? 'colorTextLink' : 'colorText'}
          border="none"
          borderBottomStyle="solid"
          borderBottomWidth="borderWidth20"
          borderBottomColor={tab.name === shown ? 'colorBorderPrimary' : 'transparent'}
          _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
          data-testid={`explorer-tab-${tab.name}`}
          onClick={() => {
            onChoose(tab.name);
          }}
        >
          {tab.label}
        </Box>
      ))}
    </Box>
  );
}

function targetIndex(key: string, from: number, last: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return from === last ? 0 : from + 1;
    case 'ArrowLeft':
      return from === 0 ? last : from - 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
