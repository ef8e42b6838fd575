import type { ResponseStatus } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
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
    <Button
      variant={status === 'published' ? 'primary' : 'secondary'}
      loading={state.saving === 'save'}
      disabled={isHeld(state) || !isDirty(state)}
      data-testid="editor-save"
      onClick={() => void editor.save()}
    >
      {SAVE_WORDS[status]}
    </Button>
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
    <Button
      variant="primary"
      loading={state.saving === 'publish'}
      disabled={isHeld(state)}
      data-testid="editor-publish"
      onClick={() => void editor.save('published')}
    >
      {status === 'retired' ? words.republish : words.publish}
    </Button>
  );
}

function RetireButton({ state }: ActionProps): React.JSX.Element {
  const { editor } = useManager();
  return (
    <Button
      variant="destructive_secondary"
      loading={state.saving === 'retire'}
      disabled={isHeld(state)}
      data-testid="editor-retire"
      onClick={() => void editor.save('retired')}
    >
      {words.retire}
    </Button>
  );
}

function VersionsButton({ state }: ActionProps): React.JSX.Element {
  const { editor } = useManager();
  return (
    <Button
      variant="secondary"
      disabled={state.saving !== null}
      data-testid="editor-versions-open"
      onClick={() => void editor.showVersions()}
    >
      {words.versions}
    </Button>
  );
}
