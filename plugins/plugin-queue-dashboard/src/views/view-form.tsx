import { MAX_VIEW_NAME, type NamedView, type ViewAudience } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import React, { useEffect, useRef, useState } from 'react';
import { useFormatters } from '../parts/formatters-context';
import { ChoiceField, TextField } from '../rules/rule-fields';
import { viewsStrings as words } from './views-strings';

/** What a person says of a view. */
export type ViewWords = Pick<NamedView, 'name' | 'audience'>;

interface ViewFormProps {
  readonly title: string;
  readonly initial: ViewWords;
  readonly mayShare: boolean;
  readonly isBusy: boolean;
  /** Where it takes the place of a form, or of a button, that had the focus. */
  readonly takesFocus: boolean;
  readonly saveText: string;
  readonly onSave: (view: ViewWords) => void;
  /** Null where there is nothing to leave. */
  readonly onCancel: (() => void) | null;
}

const AUDIENCES = (['me', 'supervisors', 'admins'] as const).map((audience): readonly [ViewAudience, string] => [
  audience,
  words.audiences[audience],
]);

/** Name and sharing of a view. */
export function ViewForm(props: ViewFormProps): React.JSX.Element {
  const { title, initial, mayShare, isBusy, takesFocus, saveText, onSave, onCancel } = props;
  const { count } = useFormatters();
  const [name, setName] = useState(initial.name);
  const [audience, setAudience] = useState(initial.audience);
  const [isTried, setIsTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (takesFocus) form.current?.querySelector('input')?.focus();
  }, [takesFocus]);
  const trimmed = name.trim();
  const isWrong = trimmed === '' || trimmed.length > MAX_VIEW_NAME;
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (!isWrong) onSave({ name: trimmed, audience });
      }}
    >
      <Heading as="h3" variant="heading40">
        {title}
      </Heading>
      <Box display="flex" flexDirection="column" rowGap="space40">
        <TextField
          name="name"
          label={words.nameLabel}
          value={name}
          problem={isTried && isWrong ? words.nameProblem(count(MAX_VIEW_NAME)) : null}
          onChange={setName}
        />
        {mayShare ? (
          <ChoiceField
            name="audience"
            label={words.audienceLabel}
            value={audience}
            options={AUDIENCES}
            onChange={setAudience}
          />
        ) : null}
        <Box display="flex" columnGap="space40">
          <ActionButton type="submit" variant="primary" size="small" isBusy={isBusy} data-testid="view-save">
            {saveText}
          </ActionButton>
          {onCancel === null ? null : (
            <Button variant="secondary" size="small" onClick={onCancel}>
              {words.cancel}
            </Button>
          )}
        </Box>
      </Box>
    </form>
  );
}
