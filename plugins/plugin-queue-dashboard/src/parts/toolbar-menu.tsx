import { Menu, MenuButton, MenuGroup, MenuItem, MenuSeparator, useMenuState } from '@twilio-paste/core/menu';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import React, { Fragment, useEffect, useRef, type ReactNode } from 'react';

/** One thing that a menu offers. */
export interface MenuEntry {
  readonly testId: string;
  readonly text: ReactNode;
  /** Of several of which one counts: whether it is this one. Default: it is something to do. */
  readonly isChosen?: boolean;
  /** Called when the menu's button has the focus again, so that a dialog which it opens gives it back to the button. */
  readonly onChoose: () => void;
}

/** Entries that stand together, with a line before them. */
export interface MenuSection {
  /** Default: it has none. */
  readonly label?: string;
  readonly entries: readonly MenuEntry[];
}

interface ToolbarMenuProps {
  readonly text: ReactNode;
  /** Names the opened menu to a screen reader. */
  readonly label: string;
  readonly testId: string;
  readonly sections: readonly MenuSection[];
  /** Default: nothing. */
  readonly onOpened?: () => void;
}

/** A button of the toolbar that stands for several. */
export function ToolbarMenu({ text, label, testId, sections, onOpened }: ToolbarMenuProps): React.JSX.Element {
  const menu = useMenuState({ placement: 'bottom-end' });
  const button = useRef<HTMLButtonElement>(null);
  const chosen = useRef<MenuEntry | null>(null);
  useEffect(() => {
    if (menu.visible || chosen.current === null) return;
    const { onChoose } = chosen.current;
    chosen.current = null;
    button.current?.focus();
    onChoose();
  }, [menu.visible]);
  useEffect(() => {
    if (menu.visible) onOpened?.();
  }, [menu.visible, onOpened]);
  const item = (entry: MenuEntry): React.JSX.Element => (
    <MenuItem
      {...menu}
      key={entry.testId}
      data-testid={entry.testId}
      {...(entry.isChosen === undefined ? {} : { role: 'menuitemradio', 'aria-checked': entry.isChosen })}
      onClick={() => {
        chosen.current = entry;
        menu.hide();
      }}
    >
      {entry.text}
    </MenuItem>
  );
  return (
    <div>
      <MenuButton {...menu} ref={button} variant="secondary" size="small" data-testid={testId}>
        {text} <ChevronDownIcon decorative />
      </MenuButton>
      <Menu {...menu} aria-label={label} style={SCROLLING}>
        {sections.map((section, index) => (
          <Fragment key={section.entries[0]?.testId ?? index}>
            {index === 0 ? null : <MenuSeparator {...menu} />}
            {section.label === undefined ? (
              section.entries.map(item)
            ) : (
              <MenuGroup label={section.label}>{section.entries.map(item)}</MenuGroup>
            )}
          </Fragment>
        ))}
      </Menu>
    </div>
  );
}

/** Also a hundred entries are in reach. */
const SCROLLING = { maxHeight: '60vh', overflowY: 'auto', overflowWrap: 'anywhere' } as const;
