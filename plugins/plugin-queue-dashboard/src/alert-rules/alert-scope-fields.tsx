import type { AlertScope } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { ChoiceField, TextField } from '../rules/rule-fields';
import type { AlertRuleDraft, DraftField } from './alert-rule-draft';
import { alertRuleStrings as words, SCOPE_WORDS } from './alert-rule-strings';
import type { QueueNames } from '../data/use-queue-names';

const SCOPES = (Object.keys(SCOPE_WORDS) as AlertScope['kind'][]).map((kind) => [kind, SCOPE_WORDS[kind]] as const);

/** A part of the form. */
export interface FieldsProps {
  readonly draft: AlertRuleDraft;
  /** What is wrong with a field; null when nothing is. */
  readonly problemOf: (field: DraftField) => string | null;
  readonly onChange: (next: Partial<AlertRuleDraft>) => void;
}

/** Where a rule looks. */
export function AlertScopeFields(props: FieldsProps & { readonly queues: QueueNames }): React.JSX.Element {
  const { draft, problemOf, onChange, queues } = props;
  return (
    <>
      <ChoiceField
        {...{ name: 'scope', label: words.scopeLabel, value: draft.scope, options: SCOPES }}
        onChange={(scope) => {
          onChange({ scope });
        }}
      />
      {draft.scope === 'group' ? (
        <TextField
          {...{ name: 'group', label: words.groupLabel, help: words.groupHelp, value: draft.group }}
          problem={problemOf('group')}
          onChange={(group) => {
            onChange({ group });
          }}
        />
      ) : null}
      {draft.scope === 'queue' ? (
        <ChoiceField<string>
          {...{ name: 'queue', label: words.queueLabel, value: draft.queue, problem: problemOf('queue') }}
          options={queueOptions(queues, draft.queue)}
          onChange={(queue) => {
            onChange({ queue });
          }}
        />
      ) : null}
    </>
  );
}

/** Also the chosen one that the list does not have: it is not changed by being looked at. */
function queueOptions(queues: QueueNames, chosen: string): readonly (readonly [string, string])[] {
  const rest = chosen === '' || queues.some(([sid]) => sid === chosen) ? [] : [[chosen, chosen] as const];
  return [['', words.chooseQueue], ...queues, ...rest];
}
