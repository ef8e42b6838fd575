import { Menu, MenuButton, MenuItem, useMenuState } from '@twilio-paste/core/menu';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import React, { type RefObject } from 'react';
import { wholeSelection } from '../../model/edit-text';
import { managerStrings } from '../parts/manager-strings';
import { insertionOf, OFFERED_PLACEHOLDERS, type OfferedPlaceholder } from '../model/sample-task';

const words = managerStrings.editor;

/** Puts a placeholder into the text at the caret, which the field remembers while the menu has the focus. */
export function PlaceholderPicker({ field }: { readonly field: RefObject<HTMLTextAreaElement> }): React.JSX.Element {
  const menu = useMenuState({ placement: 'bottom-end' });
  return (
    <>
      <MenuButton {...menu} variant="link" size="small" data-testid="editor-placeholder">
        {words.placeholder} <ChevronDownIcon decorative />
      </MenuButton>
      <Menu {...menu} aria-label={words.placeholder}>
        {OFFERED_PLACEHOLDERS.map((name) => (
          <MenuItem
            {...menu}
            key={name}
            data-testid={`placeholder-${name}`}
            onClick={() => {
              menu.hide();
              if (field.current !== null) insertPlaceholder(field.current, name);
            }}
          >
            {managerStrings.placeholders[name]}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

function insertPlaceholder(field: HTMLTextAreaElement, name: OfferedPlaceholder): void {
  const { text, select } = insertionOf(name, words.askLabel);
  const { start, end } = wholeSelection(field.value, { start: field.selectionStart, end: field.selectionEnd });
  // The menu gives the focus back to its button after this event.
  setTimeout(() => {
    field.focus();
    field.setSelectionRange(start, end);
    if (!typeText(text)) {
      field.setRangeText(text, start, end, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    field.setSelectionRange(start + select[0], start + select[1]);
  }, 0);
}

/** As if typed, so that Ctrl+Z takes it back; false where the browser has no way for that. */
function typeText(text: string): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- without a successor that can be undone
  const { execCommand } = document as Partial<Pick<Document, 'execCommand'>>;
  return execCommand?.call(document, 'insertText', false, text) ?? false;
}
