import { MAX_ALERT_NOTE_LENGTH, type AlertAction, type QueueAlert } from '@flex-sync-suite/shared/contract';
import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { HelpText } from '@twilio-paste/core/help-text';
import { Label } from '@twilio-paste/core/label';
import { Spinner } from '@twilio-paste/core/spinner';
import { TextArea } from '@twilio-paste/core/textarea';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useRef, useState } from 'react';
import { alertStrings } from '../strings/alert-strings';
import type { AlertActing } from './use-alert-action';

interface AlertButtonsProps {
  readonly alert: QueueAlert;
  readonly acting: AlertActing;
  /** Of the queue. */
  readonly name: string;
  readonly me: string;
}

const SNOOZE_MINUTES = 15;

/**
 * What can be done about an alert. Each stays where it is when it becomes its opposite, and so does the focus: a button of Paste
 * that is loading is disabled and lets go of it, and one of another variant is another button.
 */
export function AlertButtons({ alert, acting, name, me }: AlertButtonsProps): React.JSX.Element {
  const [isWriting, setIsWriting] = useState(false);
  const noteButton = useRef<HTMLButtonElement>(null);
  const isSilent = useIsSilent(alert);
  const own = ownership(alert, me);
  const close = (): void => {
    setIsWriting(false);
    noteButton.current?.focus();
  };
  const button = (label: string, action: AlertAction) => (
    <Button
      variant="secondary"
      size="small"
      aria-label={alertStrings.ofAlert(label, name)}
      data-testid={`alert-${KINDS[action.action]}`}
      onClick={() => void acting.act(action)}
    >
      {label}
    </Button>
  );
  const noteLabel = alert.note === null ? alertStrings.addNote : alertStrings.editNote;
  return (
    <>
      <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space20" marginTop="space30">
        {alert.end === null ? (
          <>
            {button(own.label, own.action)}
            {isSilent
              ? button(alertStrings.unsnooze, { action: 'unsnooze' })
              : button(alertStrings.snooze, { action: 'snooze', minutes: SNOOZE_MINUTES })}
          </>
        ) : null}
        <Button
          ref={noteButton}
          variant="secondary"
          size="small"
          aria-expanded={isWriting}
          aria-label={alertStrings.ofAlert(noteLabel, name)}
          data-testid="alert-note"
          onClick={() => {
            setIsWriting(!isWriting);
          }}
        >
          {noteLabel}
        </Button>
        {acting.doing === null ? null : <Spinner decorative={false} title={alertStrings.sending} delay={300} />}
      </Box>
      {isWriting ? <NoteForm note={alert.note} acting={acting} onDone={close} /> : null}
    </>
  );
}

/** Two actions share a place, and with it a name for tests. */
const KINDS: Readonly<Record<AlertAction['action'], string>> = {
  take: 'owner',
  'hand-back': 'owner',
  note: 'note',
  snooze: 'snooze',
  unsnooze: 'snooze',
};

function ownership({ owner }: QueueAlert, me: string): { readonly label: string; readonly action: AlertAction } {
  if (owner === null) return { label: alertStrings.take, action: { action: 'take', from: null } };
  if (owner.id === me) return { label: alertStrings.handBack, action: { action: 'hand-back' } };
  return { label: alertStrings.takeOver, action: { action: 'take', from: owner.id } };
}

function useIsSilent({ snooze }: QueueAlert): boolean {
  const nowMs = useLiveNow();
  return snooze !== null && Date.parse(snooze.until) > nowMs;
}

interface NoteFormProps extends Pick<QueueAlert, 'note'>, Pick<AlertButtonsProps, 'acting'> {
  readonly onDone: () => void;
}

/** Begins with the note as it was when the form opened: that is the one it replaces. */
function NoteForm({ note, acting, onDone }: NoteFormProps): React.JSX.Element {
  const id = useUID();
  const [replaced] = useState(note);
  const [text, setText] = useState(note === null || note.isCut ? '' : note.text);
  const save = async (): Promise<void> => {
    if (await acting.act({ action: 'note', text: text.trim(), replaces: replaced?.at ?? null })) onDone();
  };
  return (
    <Box
      as="form"
      marginTop="space30"
      data-testid="alert-note-form"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <Label htmlFor={id}>{alertStrings.note}</Label>
      <TextArea
        id={id}
        dir="auto"
        maxLength={MAX_ALERT_NOTE_LENGTH}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
        }}
      />
      {replaced?.isCut === true ? <HelpText>{alertStrings.noteIsCut}</HelpText> : null}
      <Box display="flex" columnGap="space30" marginTop="space20">
        <Button type="submit" variant="primary" size="small" data-testid="alert-note-save">
          {alertStrings.saveNote}
        </Button>
        <Button type="button" variant="secondary" size="small" onClick={onDone}>
          {alertStrings.cancelNote}
        </Button>
      </Box>
    </Box>
  );
}
