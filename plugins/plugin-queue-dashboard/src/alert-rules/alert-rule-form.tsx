import { AlertMetric, hasTarget, type AlertRule } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useRef, useState, type FormEvent } from 'react';
import { ChoiceField, TextField } from '../rules/rule-fields';
import { alertRuleOf, type AlertRuleDraft, type DraftField, type DraftProblem } from './alert-rule-draft';
import { alertRuleStrings as words, draftProblemWords, METRIC_WORDS, UNIT_WORDS } from './alert-rule-strings';
import { AlertScopeFields, type FieldsProps } from './alert-scope-fields';
import type { QueueNames } from '../data/use-queue-names';

interface AlertRuleFormProps {
  /** What the form begins with, and has again after a rule was added. */
  readonly initial: AlertRuleDraft;
  readonly queues: QueueNames;
  readonly isBusy: boolean;
  /** `onSaved` when it is saved and the form is still there. */
  readonly onSubmit: (rule: Omit<AlertRule, 'id'>, onSaved: () => void) => void;
  /** Default: the form writes a new rule. */
  readonly onCancel?: () => void;
}

/** Where a rule is written, or changed. */
export function AlertRuleForm({ initial, queues, isBusy, onSubmit, onCancel }: AlertRuleFormProps): React.JSX.Element {
  const [draft, setDraft] = useState(initial);
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const headingId = useUID();
  const heading = useRef<HTMLElement>(null);
  const isEdit = onCancel !== undefined;
  useEffect(() => {
    if (isEdit) heading.current?.focus();
  }, [isEdit]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const written = alertRuleOf(draft);
    if (!written.ok) {
      setProblem(written);
      return;
    }
    onSubmit(written.rule, () => {
      setDraft(initial);
    });
  };
  const fields: FieldsProps = {
    draft,
    problemOf: (field) => (problem?.field === field ? draftProblemWords(problem) : null),
    onChange: (next) => {
      setDraft((before) => ({ ...before, ...next }));
      setProblem(null);
    },
  };
  return (
    <form aria-labelledby={headingId} onSubmit={submit} noValidate data-testid="alert-rule-form">
      <Box display="flex" flexDirection="column" rowGap="space40">
        <Box
          ref={heading}
          tabIndex={-1}
          as="h3"
          id={headingId}
          margin="space0"
          fontSize="fontSize40"
          color="colorText"
          style={NO_RING}
        >
          {isEdit ? words.editTitle : words.newTitle}
        </Box>
        <ChoiceField
          {...{ name: 'metric', label: words.metricLabel, value: draft.metric }}
          options={METRICS}
          onChange={(metric) => {
            fields.onChange({ metric });
          }}
        />
        <AlertScopeFields {...fields} queues={queues} />
        <Bounds {...fields} />
        <div>
          <ActionButton variant="primary" type="submit" size="small" isBusy={isBusy} data-testid="rule-add">
            {isEdit ? words.save : words.add}
          </ActionButton>{' '}
          {isEdit ? (
            <Button variant="secondary" type="button" size="small" data-testid="rule-cancel" onClick={onCancel}>
              {words.cancel}
            </Button>
          ) : null}
        </div>
      </Box>
    </form>
  );
}

/** What has the focus here cannot be pressed: a ring would say so. */
const NO_RING = { outline: 'none' } as const;
const METRICS = AlertMetric.options.map((metric) => [metric, METRIC_WORDS[metric]] as const);
const BOUNDS = [
  ['figure', words.figures],
  ['target', words.targets],
] as const;
const STATES = [
  ['on', words.isOn],
  ['off', words.isOff],
] as const;

/** What raises an alert. */
function Bounds({ draft, problemOf, onChange }: FieldsProps): React.JSX.Element {
  const { metric, boundsAre, isOn } = draft;
  const unit = UNIT_WORDS[metric][hasTarget(metric) ? boundsAre : 'figure'];
  const number = (name: Exclude<DraftField, 'group' | 'queue'>, label: string, help?: string) => (
    <TextField
      {...{ name, label, help, value: draft[name], problem: problemOf(name) }}
      isNumber
      onChange={(value) => {
        onChange({ [name]: value });
      }}
    />
  );
  return (
    <>
      {hasTarget(metric) ? (
        <ChoiceField
          {...{ name: 'bounds-are', label: words.boundsAreLabel, value: boundsAre, options: BOUNDS }}
          onChange={(next) => {
            onChange({ boundsAre: next });
          }}
        />
      ) : null}
      <Box display="flex" flexWrap="wrap" columnGap="space60" rowGap="space40">
        {number('warning', words.warningLabel(unit))}
        {number('critical', words.criticalLabel(unit))}
        {number('forSeconds', words.forLabel)}
      </Box>
      {number('clearMargin', words.clearLabel(unit), words.clearHelp)}
      <ChoiceField
        {...{ name: 'is-on', label: words.isOnLabel, value: isOn ? 'on' : 'off', options: STATES }}
        onChange={(next) => {
          onChange({ isOn: next === 'on' });
        }}
      />
    </>
  );
}
