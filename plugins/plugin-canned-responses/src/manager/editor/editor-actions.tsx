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
  const { editor } = useManager();
  const { base, saving } = state;
  const status = base?.status ?? 'draft';
  const isDirtyNow = isDirty(state);
  // A conflict is decided first: a save on the old base would only meet it again.
  const isHeld = saving !== null || state.conflict !== null;
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
      <Button
        variant={status === 'published' ? 'primary' : 'secondary'}
        loading={saving === 'save'}
        disabled={isHeld || !isDirtyNow}
        data-testid="editor-save"
        onClick={() => void editor.save()}
      >
        {status === 'published' ? words.saveLive : status === 'draft' ? words.save : words.saveRetired}
      </Button>
      {status === 'published' ? null : (
        <Button
          variant="primary"
          loading={saving === 'publish'}
          disabled={isHeld}
          data-testid="editor-publish"
          onClick={() => void editor.save('published')}
        >
          {status === 'retired' ? words.republish : words.publish}
        </Button>
      )}
      {base === null || status === 'retired' ? null : (
        <Button
          variant="destructive_secondary"
          loading={saving === 'retire'}
          disabled={isHeld}
          data-testid="editor-retire"
          onClick={() => void editor.save('retired')}
        >
          {words.retire}
        </Button>
      )}
      {base === null ? null : (
        <Button
          variant="secondary"
          disabled={saving !== null}
          data-testid="editor-versions-open"
          onClick={() => void editor.showVersions()}
        >
          {words.versions}
        </Button>
      )}
      {status === 'published' ? (
        <Text as="span" color="colorTextWeak">
          {words.live}
        </Text>
      ) : null}
    </Box>
  );
}
