import { Box } from '@twilio-paste/core/box';
import { Option, Select } from '@twilio-paste/core/select';
import React from 'react';

interface ChoiceProps {
  /** Heard only: what is chosen says what it is of. */
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

/** One of a few, in a row of controls. */
export const Choice = ({ label, value, options, onChange }: ChoiceProps): React.JSX.Element => (
  <Box width="size20">
    <Select
      aria-label={label}
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    >
      {options.map(([each, text]) => (
        <Option key={each} value={each}>
          {text}
        </Option>
      ))}
    </Select>
  </Box>
);
