import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { hookStrings as words } from './hook-strings';
import type { EditedHooks } from './use-hooks';

/** Says what was done. Its region is always there, so that its text is announced. */
export function HookNews({ deed, isBusy, putBack }: EditedHooks): React.JSX.Element {
  return (
    <div role="status" data-testid="hook-news">
      {deed === null ? null : <Deed {...{ deed, isBusy, putBack }} />}
    </div>
  );
}

function Deed({
  deed,
  isBusy,
  putBack,
}: Pick<EditedHooks, 'isBusy' | 'putBack'> & {
  readonly deed: NonNullable<EditedHooks['deed']>;
}): React.JSX.Element {
  const { hook } = deed;
  switch (deed.kind) {
    case 'made':
      return (
        <Box backgroundColor="colorBackgroundBody" padding="space40" borderRadius="borderRadius20">
          <Text as="p" fontWeight="fontWeightSemibold">
            {words.secretTitle(hook.name)}
          </Text>
          <Text as="p">{words.secretText}</Text>
          <Text as="p" overflowWrap="anywhere" fontFamily="fontFamilyCode" data-testid="hook-secret">
            {deed.secret}
          </Text>
        </Box>
      );
    case 'tested':
      return <span dir="auto">{words.tested(hook.name, deed.isTaken, deed.answer)}</span>;
    case 'put-back':
      return <span dir="auto">{words.putBack(hook.name)}</span>;
    case 'removed':
      return (
        <>
          <span dir="auto">{words.removed(hook.name)}</span>{' '}
          <ActionButton
            variant="secondary"
            size="small"
            isBusy={isBusy}
            data-testid="hook-undo"
            onClick={() => {
              putBack(hook);
            }}
          >
            {words.undo}
          </ActionButton>
        </>
      );
  }
}
