import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly value: string;
  /** What is wrong with it; null when nothing is. */
  readonly problem: string | null;
  readonly isNumber?: boolean;
  readonly onChange: (value: string) => void;
}

/** A field of a rule, with what is wrong with it. */
export function TextField(props: TextFieldProps): React.JSX.Element {
  const { name, label, help, value, problem, isNumber = false, onChange } = props;
  const id = useUID();
  const hasProblem = problem !== null;
  const text = problem ?? help;
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
          onChange(target.value);
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
  /** What is wrong with it; null, the default, when nothing is. */
  readonly problem?: string | null;
  readonly onChange: (value: Value) => void;
}

/** One of some values. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>): React.JSX.Element {
  const { name, label, value, options, problem = null, onChange } = props;
  const id = useUID();
  return (
    <div>
      <Label htmlFor={id}>{label}</Label>
      <Select
        id={id}
        value={value}
        hasError={problem !== null}
        {...(problem === null ? {} : { 'aria-describedby': `${id}-help` })}
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
      <div role="status">
        {problem === null ? null : (
          <HelpText id={`${id}-help`} variant="error">
            {problem}
          </HelpText>
        )}
      </div>
    </div>
  );
}
