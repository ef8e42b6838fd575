import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import type { QueueRuleDraft, RuleProblem } from '../model/queue-rule-draft';
import { RULE_PROBLEMS } from '../parts/rules-strings';

interface TextFieldProps {
  readonly name: Extract<RuleProblem, keyof QueueRuleDraft>;
  readonly label: string;
  readonly help?: string | undefined;
  readonly value: string;
  readonly problem: RuleProblem | null;
  readonly isNumber?: boolean;
  readonly onChange: (next: Partial<QueueRuleDraft>) => void;
}

/** A field of a rule, with what is wrong with it. */
export function TextField(props: TextFieldProps): React.JSX.Element {
  const { name, label, help, value, problem, isNumber = false, onChange } = props;
  const id = useUID();
  const hasProblem = problem === name;
  const text = hasProblem ? RULE_PROBLEMS[name] : help;
  return (
    <div>
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        type="text"
        dir="auto"
        value={value}
        hasError={hasProblem}
        {...(isNumber ? { inputMode: 'decimal' as const } : {})}
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

interface ChoiceFieldProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  /** Values with their words. */
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}

export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>): React.JSX.Element {
  const { name, label, value, options, onChange } = props;
  const id = useUID();
  return (
    <div>
      <Label htmlFor={id}>{label}</Label>
      <Select
        id={id}
        value={value}
        data-testid={`rule-${name}`}
        onChange={({ target }) => {
          onChange(options.find(([each]) => each === target.value)?.[0] ?? value);
        }}
      >
        {options.map(([each, text]) => (
          <Option key={each} value={each}>
            {text}
          </Option>
        ))}
      </Select>
    </div>
  );
}
