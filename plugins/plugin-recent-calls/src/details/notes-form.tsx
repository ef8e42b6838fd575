import { MAX_DISPOSITION_LENGTH, MAX_NOTE_LENGTH, type RecentCall } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { TextArea } from '@twilio-paste/core/textarea';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { strings } from '../parts/strings';
import { useNotes, type Notes } from '../data/use-notes';

interface NotesFormProps {
  readonly call: RecentCall;
  readonly onSaved: (call: RecentCall) => void;
}

/** Note and disposition, with everything that can become of a save. Give it the reservation as its key. */
export function NotesForm({ call, onSaved }: NotesFormProps): React.JSX.Element {
  const notes = useNotes(call, onSaved);
  const { state, isDirty, save } = notes;
  // A shortened text that is saved would lose its rest.
  const isCut = call.cut.includes('note') || call.cut.includes('disposition');
  const isSaving = state.status === 'saving';
  return (
    <Box
      as="form"
      display="flex"
      flexDirection="column"
      rowGap="space30"
      data-testid="notes-form"
      data-state={state.status}
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        save();
      }}
    >
      <Fields notes={notes} isDisabled={isCut || isSaving} />
      <div role="status" data-testid="notes-status">
        {isCut ? <Text as="p">{strings.notes.cut}</Text> : null}
        {state.status === 'saved' && !isDirty ? <Text as="p">{strings.notes.saved}</Text> : null}
        {state.status === 'failed' ? (
          <Text as="p" color="colorTextError">
            {strings.notes.failed(state.reason)}
          </Text>
        ) : null}
      </div>
      {state.status === 'conflict' ? (
        <Conflict notes={notes} current={state.current} />
      ) : (
        <Box>
          <ActionButton
            type="submit"
            variant="secondary"
            size="small"
            isBusy={isSaving}
            isOff={!isDirty}
            data-testid="notes-save"
          >
            {strings.notes.save}
          </ActionButton>
        </Box>
      )}
    </Box>
  );
}

interface FieldsProps {
  readonly notes: Pick<Notes, 'draft' | 'edit'>;
  readonly isDisabled: boolean;
}

function Fields({ notes: { draft, edit }, isDisabled }: FieldsProps): React.JSX.Element {
  const id = useUID();
  return (
    <>
      <div>
        <Label htmlFor={`${id}-disposition`}>{strings.notes.disposition}</Label>
        <Input
          id={`${id}-disposition`}
          type="text"
          dir="auto"
          maxLength={MAX_DISPOSITION_LENGTH}
          disabled={isDisabled}
          value={draft.disposition}
          data-testid="notes-disposition"
          onChange={({ target }) => {
            edit({ disposition: target.value });
          }}
        />
      </div>
      <div>
        <Label htmlFor={`${id}-note`}>{strings.notes.note}</Label>
        <TextArea
          id={`${id}-note`}
          dir="auto"
          maxLength={MAX_NOTE_LENGTH}
          disabled={isDisabled}
          value={draft.note}
          data-testid="notes-note"
          onChange={({ target }) => {
            edit({ note: target.value });
          }}
        />
      </div>
    </>
  );
}

function Conflict({ notes, current }: { readonly notes: Notes; readonly current: RecentCall }): React.JSX.Element {
  const texts = [current.disposition, current.note].filter((text) => text !== null && text !== '');
  return (
    <Callout variant="warning" data-testid="notes-conflict">
      <CalloutText>{strings.notes.conflict}</CalloutText>
      <CalloutText>
        <bdi dir="auto">{texts.length === 0 ? strings.notes.emptyNote : texts.join(' · ')}</bdi>
      </CalloutText>
      <Box display="flex" columnGap="space30" marginTop="space30">
        <Button type="button" variant="secondary" size="small" onClick={notes.keepMine} data-testid="notes-keep-mine">
          {strings.notes.keepMine}
        </Button>
        <Button
          type="button"
          variant="secondary"
          size="small"
          onClick={notes.takeTheirs}
          data-testid="notes-take-theirs"
        >
          {strings.notes.takeTheirs}
        </Button>
      </Box>
    </Callout>
  );
}
