import type { QueueGroup, QueueMatch } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { HelpText } from '@twilio-paste/core/help-text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type FormEvent } from 'react';
import { queueGroupOf, type GroupProblem, type QueueGroupDraft } from '../model/queue-group-draft';
import { GROUP_PROBLEMS, groupStrings as words } from '../strings/group-strings';
import { MATCH_WORDS, PATTERN_LABELS, rulesStrings } from '../strings/rules-strings';
import { ChoiceField, TextField } from '../rules/rule-fields';
import { QueuePicker } from './queue-picker';

interface GroupFormProps {
  readonly isBusy: boolean;
  readonly initial: QueueGroupDraft;
  /** `onSaved` when it is saved. */
  readonly onSubmit: (group: Omit<QueueGroup, 'id'>, onSaved: () => void) => void;
  /** Where a group is changed that there is. */
  readonly onCancel?: () => void;
}

const MATCHES: readonly (readonly [QueueMatch['kind'] | '', string])[] = [
  ['', words.onlyByHand],
  ...(Object.keys(MATCH_WORDS) as QueueMatch['kind'][]).map((kind) => [kind, MATCH_WORDS[kind]] as const),
];

/** Where a group is written or changed. */
export function GroupForm({ isBusy, initial, onSubmit, onCancel }: GroupFormProps): React.JSX.Element {
  const [draft, setDraft] = useState(initial);
  const [problem, setProblem] = useState<GroupProblem | null>(null);
  const headingId = useUID();
  const change = (next: Partial<QueueGroupDraft>): void => {
    setDraft((before) => ({ ...before, ...next }));
    setProblem(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const group = queueGroupOf(draft);
    if (typeof group === 'string') {
      setProblem(group);
      return;
    }
    onSubmit(group, () => {
      setDraft(initial);
    });
  };
  const problemOf = (name: GroupProblem): string | null => (problem === name ? GROUP_PROBLEMS[name] : null);
  return (
    <form aria-labelledby={headingId} onSubmit={submit} noValidate>
      <Box display="flex" flexDirection="column" rowGap="space40">
        <Box as="h3" id={headingId} margin="space0" fontSize="fontSize40" color="colorText">
          {onCancel === undefined ? words.newTitle : words.editTitle}
        </Box>
        <TextField
          {...{ name: 'name', label: words.nameLabel, value: draft.name, problem: problemOf('name') }}
          onChange={(name) => {
            change({ name });
          }}
        />
        <ChoiceField
          {...{ name: 'match', label: words.matchLabel, value: draft.match, options: MATCHES }}
          onChange={(match) => {
            change({ match });
          }}
        />
        {draft.match === '' || draft.match === 'all' ? null : (
          <TextField
            {...{ name: 'pattern', value: draft.pattern, problem: problemOf('pattern') }}
            label={PATTERN_LABELS[draft.match]}
            help={draft.match === 'attribute' ? rulesStrings.attributeHelp : undefined}
            onChange={(pattern) => {
              change({ pattern });
            }}
          />
        )}
        {draft.match === 'attribute' ? (
          <TextField
            {...{ name: 'value', value: draft.value, problem: problemOf('value') }}
            {...{ label: rulesStrings.valueLabel, help: rulesStrings.valueHelp }}
            onChange={(value) => {
              change({ value });
            }}
          />
        ) : null}
        <QueuePicker draft={draft} onChange={change} />
        <div role="status">
          {problem === 'nothing' || problem === 'picked' ? (
            <HelpText variant="error">{GROUP_PROBLEMS[problem]}</HelpText>
          ) : null}
        </div>
        <Box display="flex" columnGap="space40">
          <ActionButton variant="primary" type="submit" size="small" isBusy={isBusy} data-testid="rule-add">
            {onCancel === undefined ? words.add : words.save}
          </ActionButton>
          {onCancel === undefined ? null : (
            <Button variant="secondary" size="small" onClick={onCancel} data-testid="group-cancel">
              {words.cancel}
            </Button>
          )}
        </Box>
      </Box>
    </form>
  );
}
