import type { QueueMatch, QueueRule, ServiceLevelFormula } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { HelpText } from '@twilio-paste/core/help-text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type FormEvent } from 'react';
import { SERVICE_LEVEL_IDS } from '../model/figures/formulas';
import { EMPTY_RULE, queueRuleOf, type QueueRuleDraft, type RuleProblem } from '../model/queue-rule-draft';
import { SERVICE_LEVEL_NAMES } from '../strings/explanation-strings';
import { MATCH_WORDS, RULE_PROBLEMS, rulesStrings as words } from '../strings/rules-strings';
import { ChoiceField, TextField } from './rule-fields';

interface NewQueueRuleProps {
  readonly isBusy: boolean;
  /** `onAdded` when it is saved. */
  readonly onAdd: (rule: Omit<QueueRule, 'id'>, onAdded: () => void) => void;
}

const MATCHES = Object.keys(MATCH_WORDS) as QueueMatch['kind'][];
const FORMULAS: readonly (readonly [ServiceLevelFormula | '', string])[] = [
  ['', words.notSet],
  ...SERVICE_LEVEL_IDS.map((id) => [id, `${id}, ${SERVICE_LEVEL_NAMES[id]}`] as const),
];
const FLOW_OUTS: readonly (readonly [QueueRuleDraft['countsFlowOuts'], string])[] = [
  ['', words.notSet],
  ['yes', words.counted],
  ['no', words.notCounted],
];

/** Where a rule is written. */
export function NewQueueRule({ isBusy, onAdd }: NewQueueRuleProps): React.JSX.Element {
  const [draft, setDraft] = useState(EMPTY_RULE);
  const [problem, setProblem] = useState<RuleProblem | null>(null);
  const headingId = useUID();
  const change = (next: Partial<QueueRuleDraft>): void => {
    setDraft((before) => ({ ...before, ...next }));
    setProblem(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const rule = queueRuleOf(draft);
    if (typeof rule === 'string') {
      setProblem(rule);
      return;
    }
    onAdd(rule, () => {
      setDraft(EMPTY_RULE);
    });
  };
  const fields = { draft, problem, onChange: change };
  return (
    <form aria-labelledby={headingId} onSubmit={submit} noValidate>
      <Box display="flex" flexDirection="column" rowGap="space40">
        <Box as="h3" id={headingId} margin="space0" fontSize="fontSize40" color="colorText">
          {words.newTitle}
        </Box>
        <ChoiceField
          {...{ name: 'match', label: words.matchLabel, value: draft.match }}
          options={MATCHES.map((kind) => [kind, MATCH_WORDS[kind]] as const)}
          onChange={(match) => {
            change({ match });
          }}
        />
        <RuleScope {...fields} />
        <RuleSettings {...fields} />
        <div role="status">
          {problem === 'nothing' ? <HelpText variant="error">{RULE_PROBLEMS.nothing}</HelpText> : null}
        </div>
        <div>
          <ActionButton variant="primary" type="submit" size="small" isBusy={isBusy} data-testid="rule-add">
            {words.add}
          </ActionButton>
        </div>
      </Box>
    </form>
  );
}

interface FieldsProps {
  readonly draft: QueueRuleDraft;
  readonly problem: RuleProblem | null;
  readonly onChange: (next: Partial<QueueRuleDraft>) => void;
}

/** Which queues, and which tasks of theirs. */
function RuleScope({ draft, problem, onChange }: FieldsProps): React.JSX.Element {
  const text = (name: 'pattern' | 'value' | 'channel', label: string, help?: string) => (
    <TextField {...fieldOf(name, { draft, problem, onChange })} {...{ label, help }} />
  );
  return (
    <>
      {draft.match === 'group' ? text('pattern', words.groupLabel, words.groupHelp) : null}
      {draft.match === 'name' ? text('pattern', words.containsLabel) : null}
      {draft.match === 'prefix' ? text('pattern', words.beginsLabel) : null}
      {draft.match === 'attribute' ? text('pattern', words.attributeLabel, words.attributeHelp) : null}
      {draft.match === 'attribute' ? text('value', words.valueLabel, words.valueHelp) : null}
      {text('channel', words.channelLabel, words.channelHelp)}
    </>
  );
}

/** A field, by its name in the draft. */
const fieldOf = (name: Extract<RuleProblem, keyof QueueRuleDraft>, { draft, problem, onChange }: FieldsProps) => ({
  name,
  value: draft[name],
  problem: problem === name ? RULE_PROBLEMS[name] : null,
  onChange: (value: string) => {
    onChange({ [name]: value });
  },
});

/** What the rule sets. */
function RuleSettings({ draft, problem, onChange }: FieldsProps): React.JSX.Element {
  const text = (name: 'targetPercent' | 'thresholdSeconds' | 'shortAbandonSeconds', label: string) => (
    <TextField {...fieldOf(name, { draft, problem, onChange })} label={label} isNumber />
  );
  return (
    <>
      <Box display="flex" flexWrap="wrap" columnGap="space60" rowGap="space40">
        {text('targetPercent', words.targetLabel)}
        {text('thresholdSeconds', words.withinLabel)}
        {text('shortAbandonSeconds', words.shortLabel)}
      </Box>
      <ChoiceField
        {...{ name: 'formula', label: words.formulaLabel, value: draft.formula, options: FORMULAS }}
        onChange={(formula) => {
          onChange({ formula });
        }}
      />
      <ChoiceField
        {...{ name: 'flow-outs', label: words.flowOutsLabel, value: draft.countsFlowOuts, options: FLOW_OUTS }}
        onChange={(countsFlowOuts) => {
          onChange({ countsFlowOuts });
        }}
      />
      <Box display="flex" flexWrap="wrap" columnGap="space60" rowGap="space40">
        <TextField
          {...fieldOf('resetTime', { draft, problem, onChange })}
          {...{ label: words.resetTimeLabel, help: words.resetTimeHelp }}
        />
        <TextField
          {...fieldOf('resetZone', { draft, problem, onChange })}
          {...{ label: words.resetZoneLabel, help: words.resetZoneHelp }}
        />
      </Box>
    </>
  );
}
