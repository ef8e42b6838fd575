import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useRef, useState } from 'react';
import { isDirty, type EditorState } from '../model/editor-state';
import { useManager } from '../parts/manager-context';
import { managerStrings, SAVE_NOTICES } from '../parts/manager-strings';
import { draftProblems, languagesOf } from '../model/draft';
import { StatusBadge } from '../parts/status-badge';
import { ConflictResolver } from './conflict-resolver';
import { NameFields, OfferFields } from './detail-fields';
import { EditorActions } from './editor-actions';
import { EditorAside } from './editor-aside';
import { TextFields } from './text-fields';
import { VersionsDialog } from './versions-dialog';

const words = managerStrings.editor;

/** One response: its fields and texts, what agents get of it, and what can be done with it. Give it the session as key. */
export function ResponseEditorForm({ state }: { readonly state: EditorState }): React.JSX.Element {
  const { base, conflict, versions } = state;
  return (
    <Box
      display="flex"
      flexDirection="column"
      flexGrow={1}
      minHeight="0"
      data-testid="manager-editor"
      data-response-id={base?.id ?? ''}
      data-dirty={isDirty(state)}
    >
      <EditorHeader state={state} />
      <EditorNotices state={state} />
      <Box flexGrow={1} minHeight="0" overflowY="auto" padding="space10" paddingRight="space30">
        {conflict === null ? null : <ConflictResolver key={conflict.revision} state={state} conflict={conflict} />}
        <EditorFields state={state} />
      </Box>
      <EditorActions state={state} />
      {versions.kind === 'closed' ? null : <VersionsDialog state={state} />}
    </Box>
  );
}

/** Which response it is, and the way back. It has the focus when the editor opens. */
function EditorHeader({ state }: { readonly state: EditorState }): React.JSX.Element {
  const { editor, leave } = useManager();
  const { base } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" marginBottom="space30">
      <Button
        variant="link"
        data-testid="editor-back"
        onClick={() => {
          leave(editor.close);
        }}
      >
        {words.back}
      </Button>
      <Heading as="h2" variant="heading30" marginBottom="space0" ref={heading} tabIndex={-1}>
        <bdi dir="auto">{base === null ? words.newTitle : base.title}</bdi>
      </Heading>
      {base === null ? null : <StatusBadge status={base.status} />}
      <Text as="span" role="status" color="colorTextWeak" data-testid="editor-dirty">
        {isDirty(state) ? words.unsaved : ''}
      </Text>
    </Box>
  );
}

function EditorFields({ state }: { readonly state: EditorState }): React.JSX.Element {
  const { draft } = state;
  // A writer begins with the first text, whatever language it is in.
  const [chosen, setChosen] = useState({
    language: draft.variants[0]?.language ?? 'en',
    channel: null as string | null,
  });
  const problems = state.isChecked ? draftProblems(draft) : [];
  const shown = shownVariant(state, chosen);
  return (
    <Box display="flex" flexWrap="wrap" columnGap="space70" rowGap="space50">
      <Box flexGrow={3} flexBasis="420px" minWidth="0">
        <NameFields state={state} problems={problems} />
        <TextFields
          draft={draft}
          problems={problems}
          languages={languagesOf(draft.variants)}
          shown={shown}
          onShow={setChosen}
        />
        <OfferFields state={state} problems={problems} />
      </Box>
      <Box flexGrow={2} flexBasis="320px" minWidth="0">
        <EditorAside state={state} shown={shown} />
      </Box>
    </Box>
  );
}

/** The text that the form shows: the chosen one, or what is left when it was removed. */
function shownVariant({ draft }: EditorState, chosen: { readonly language: string; readonly channel: string | null }) {
  const { variants } = draft;
  return (
    variants.find(({ language, channel }) => language === chosen.language && channel === chosen.channel) ??
    variants.find(({ language }) => language === chosen.language) ??
    variants[0] ?? { ...chosen, body: '' }
  );
}

/** What the last command came to. The regions are always there, so that their text is announced. */
function EditorNotices({ state }: { readonly state: EditorState }): React.JSX.Element {
  const { editor, nameOf } = useManager();
  const { notice, failure } = state;
  return (
    <>
      <div role="status" data-testid="editor-notice">
        {notice === null ? null : (
          <Callout variant={notice.kind === 'updated' ? 'neutral' : 'success'} marginY="space30">
            <CalloutText>
              {notice.kind === 'updated' ? words.updatedBy(nameOf(notice.by)) : SAVE_NOTICES[notice.kind]}{' '}
              {notice.kind === 'retired' ? (
                <Button
                  variant="link"
                  size="reset"
                  data-testid="editor-undo"
                  onClick={() => void editor.save('published')}
                >
                  {words.undo}
                </Button>
              ) : null}
            </CalloutText>
          </Callout>
        )}
      </div>
      <div role="alert" data-testid="editor-failure">
        {failure === null ? null : (
          <Callout variant="error" marginY="space30">
            <CalloutText>{words.failed(failure.message)}</CalloutText>
          </Callout>
        )}
      </div>
    </>
  );
}
