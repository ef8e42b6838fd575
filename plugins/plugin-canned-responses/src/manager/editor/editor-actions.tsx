import type { ResponseStatus } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { isDirty, type EditorState } from '../model/editor-state';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

const words = managerStrings.editor;

/** What can be done with the response in its status. */
export function EditorActions({ state }: { readonly state: EditorState }): React.JSX.Element {
  const status = state.base?.status ?? 'draft';
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      columnGap="space40"
      rowGap="space30"
      paddingTop="space40"
      borderTopStyle="solid"
      borderTopWidth="borderWidth10"
      borderTopColor="colorBorderWeaker"
    >
      <SaveButton state={state} status={status} />
      {status === 'published' ? null : <PublishButton state={state} status={status} />}
      {state.base === null || status === 'retired' ? null : <RetireButton state={state} />}
      {state.base === null ? null : <VersionsButton state={state} />}
      {status === 'published' ? (
        <Text as="span" color="colorTextWeak">
          {words.live}
        </Text>
      ) : null}
    </Box>
  );
}

interface ActionProps {
  readonly state: EditorState;
}
interface StatusActionProps extends ActionProps {
  readonly status: ResponseStatus;
}

/** A conflict is decided first: a save on the old base would only meet it again. */
const isHeld = ({ saving, conflict }: EditorState): boolean => saving !== null || conflict !== null;

function SaveButton({ state, status }: StatusActionProps): React.JSX.Element {
  const { editor } = useManager();
  return (
    <ActionButton
      variant={status === 'published' ? 'primary' : 'secondary'}
      isBusy={state.saving === 'save'}
      isOff={isHeld(state) || !isDirty(state)}
      data-testid="editor-save"
      onClick={() => void editor.save()}
    >
      {SAVE_WORDS[status]}
    </ActionButton>
  );
}

const SAVE_WORDS: Record<ResponseStatus, string> = {
  draft: words.save,
  published: words.saveLive,
  retired: words.saveRetired,
};

function PublishButton({ state, status }: StatusActionProps): React.JSX.Element {
  const { editor } = useManager();
  return (
    <ActionButton
      variant="primary"
      isBusy={state.saving === 'publish'}
      isOff={isHeld(state)}
      data-testid="editor-publish"
      onClick={() => void editor.save('published')}
    >
      {status === 'retired' ? words.republish : words.publish}
    </ActionButton>
  );
}

function RetireButton({ state }: ActionProps): React.JSX.Element {
  const { editor } = useManager();
  return (
    <ActionButton
      variant="destructive_secondary"
      isBusy={state.saving === 'retire'}
      isOff={isHeld(state)}
      data-testid="editor-retire"
      onClick={() => void editor.save('retired')}
    >
      {words.retire}
    </ActionButton>
  );
}

function VersionsButton({ state }: ActionProps): React.JSX.Element {
  const { editor } = useManager();
  return (
    <ActionButton
      variant="secondary"
      isOff={state.saving !== null}
      data-testid="editor-versions-open"
      onClick={() => void editor.showVersions()}
    >
      {words.versions}
    </ActionButton>
  );
}
