import type { NamedView } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { viewsStrings as words } from './views-strings';

interface ViewRowProps {
  readonly view: NamedView;
  readonly isInUse: boolean;
  /** Null where the person may not change it. */
  readonly changes: { readonly edit: () => void; readonly remove: () => void } | null;
  readonly isBusy: boolean;
  readonly onCopyLink: () => void;
}

/** One of the views, and what can be done with it. */
export function ViewRow({ view, isInUse, changes, isBusy, onCopyLink }: ViewRowProps): React.JSX.Element {
  const { name, audience } = view;
  const button = (text: string, label: string, testId: string, onClick: () => void): React.JSX.Element => (
    <ActionButton variant="link" aria-label={label} isOff={isBusy} onClick={onClick} data-testid={testId}>
      {text}
    </ActionButton>
  );
  return (
    <Box
      as="li"
      display="flex"
      justifyContent="space-between"
      columnGap="space40"
      paddingY="space20"
      data-testid="view"
    >
      <Text as="span" overflowWrap="anywhere">
        <bdi data-testid="view-name">{name}</bdi>
        {` (${words.audiences[audience]}${isInUse ? `, ${words.isShown}` : ''})`}
      </Text>
      <Box display="flex" columnGap="space40" flexShrink={0}>
        {button(words.link, words.linkNamed(name), 'view-link', onCopyLink)}
        {changes === null ? null : button(words.edit, words.editNamed(name), 'view-edit', changes.edit)}
        {changes === null ? null : button(words.remove, words.removeNamed(name), 'view-remove', changes.remove)}
      </Box>
    </Box>
  );
}
