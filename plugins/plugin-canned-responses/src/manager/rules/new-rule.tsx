import type { ResponseRule, RuleConditionKind } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type FormEvent } from 'react';
import { EMPTY_RULE, hasStep, ruleOf, type RuleDraft, type RuleProblem } from '../model/rule-draft';
import { CONDITION_WORDS, RULE_PROBLEMS, rulesStrings } from './rules-strings';

interface NewRuleProps {
  readonly isBusy: boolean;
  /** `onAdded` when it is saved. */
  readonly onAdd: (rule: Omit<ResponseRule, 'id'>, onAdded: () => void) => void;
}

/** Where a rule is written. */
export function NewRule({ isBusy, onAdd }: NewRuleProps): React.JSX.Element {
  const [draft, setDraft] = useState(EMPTY_RULE);
  const [problem, setProblem] = useState<RuleProblem | null>(null);
  const headingId = useUID();
  const change = (next: Partial<RuleDraft>): void => {
    setDraft((before) => ({ ...before, ...next }));
    setProblem(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const rule = ruleOf(draft, 'new');
    if (typeof rule === 'string') {
      setProblem(rule);
      return;
    }
    onAdd(rule, () => {
      setDraft((before) => ({ ...EMPTY_RULE, kind: before.kind }));
    });
  };
  return (
    <form aria-labelledby={headingId} onSubmit={submit} noValidate>
      <Box display="flex" flexDirection="column" rowGap="space40">
        <Box as="h3" id={headingId} margin="space0" fontSize="fontSize40" color="colorText">
          {rulesStrings.addTitle}
        </Box>
        <ConditionChoice kind={draft.kind} onChange={change} />
        {hasStep(draft.kind) ? (
          <Field
            name="step"
            label={rulesStrings.step}
            help={rulesStrings.stepHelp}
            value={draft.step}
            problem={problem}
            onChange={change}
          />
        ) : null}
        <Field name="tag" label={rulesStrings.tag} value={draft.tag} problem={problem} onChange={change} />
        <div>
          <ActionButton variant="primary" type="submit" size="small" isBusy={isBusy} data-testid="rule-add">
            {rulesStrings.add}
          </ActionButton>
        </div>
      </Box>
    </form>
  );
}

interface ConditionChoiceProps {
  readonly kind: RuleConditionKind;
  readonly onChange: (change: Pick<RuleDraft, 'kind'>) => void;
}

const KINDS = Object.keys(CONDITION_WORDS) as RuleConditionKind[];

function ConditionChoice({ kind, onChange }: ConditionChoiceProps): React.JSX.Element {
  const id = useUID();
  return (
    <div>
      <Label htmlFor={id}>{rulesStrings.condition}</Label>
      <Select
        id={id}
        value={kind}
        data-testid="rule-condition"
        onChange={({ target }) => {
          onChange({ kind: KINDS.find((each) => each === target.value) ?? kind });
        }}
      >
        {KINDS.map((each) => (
          <Option key={each} value={each}>
            {CONDITION_WORDS[each]}
          </Option>
        ))}
      </Select>
    </div>
  );
}

interface FieldProps {
  readonly name: RuleProblem;
  readonly label: string;
  /** Default: none. */
  readonly help?: string;
  readonly value: string;
  readonly problem: RuleProblem | null;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

function Field({ name, label, help, value, problem, onChange }: FieldProps): React.JSX.Element {
  const id = useUID();
  const hasProblem = problem === name;
  const text = hasProblem ? RULE_PROBLEMS[name] : help;
  return (
    <div>
      <Label htmlFor={id} required={name === 'tag'}>
        {label}
      </Label>
      <Input
        id={id}
        type="text"
        dir="auto"
        value={value}
        hasError={hasProblem}
        {...(text === undefined ? {} : { 'aria-describedby': `${id}-help` })}
        data-testid={`rule-${name}`}
        onChange={({ target }) => {
          onChange({ [name]: target.value });
        }}
      />
      <div role="status">
        {text === undefined ? null : (
          <HelpText id={`${id}-help`} variant={hasProblem ? 'error' : 'default'}>
            {text}
          </HelpText>
        )}
      </div>
    </div>
  );
}
