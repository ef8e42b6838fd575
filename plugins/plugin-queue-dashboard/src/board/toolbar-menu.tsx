import { Menu, MenuButton, MenuItem, useMenuState } from '@twilio-paste/core/menu';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import React, { useEffect, useRef } from 'react';

/** One thing that a menu offers. */
export interface MenuEntry {
  readonly testId: string;
  readonly text: string;
  /** Called when the menu's button has the focus again, so that a dialog which it opens gives it back to the button. */
  readonly onChoose: () => void;
}

interface ToolbarMenuProps {
  readonly text: string;
  /** Names the opened menu to a screen reader. */
  readonly label: string;
  readonly testId: string;
  readonly entries: readonly MenuEntry[];
}

/** A button of the toolbar that stands for several. */
export function ToolbarMenu({ text, label, testId, entries }: ToolbarMenuProps): React.JSX.Element {
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
  return (
    <div>
      <MenuButton {...menu} ref={button} variant="secondary" size="small" data-testid={testId}>
        {text} <ChevronDownIcon decorative />
      </MenuButton>
      <Menu {...menu} aria-label={label}>
        {entries.map((entry) => (
          <MenuItem
            {...menu}
            key={entry.testId}
            data-testid={entry.testId}
            onClick={() => {
              chosen.current = entry;
              menu.hide();
            }}
          >
            {entry.text}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
