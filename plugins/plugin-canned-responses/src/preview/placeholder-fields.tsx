import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import type { Placeholder } from '@flex-sync-suite/shared/contract';
import { previewStrings } from './preview-strings';

interface PlaceholderFieldsProps {
  readonly asked: readonly Placeholder[];
  readonly answers: ReadonlyMap<string, string>;
  readonly onAnswer: (name: string, value: string) => void;
  /** Enter in a field. */
  readonly onDone: () => void;
}

/** One field for each thing that only the agent can say. */
export function PlaceholderFields({
  asked,
  answers,
  onAnswer,
  onDone,
}: PlaceholderFieldsProps): React.JSX.Element | null {
  const id = useUID();
  if (asked.length === 0) return null;
  return (
    <Box
      role="group"
      aria-label={previewStrings.toFillTitle}
      display="grid"
      gridTemplateColumns="repeat(auto-fill, minmax(160px, 1fr))"
      columnGap="space30"
      rowGap="space20"
    >
      {asked.map(({ name, label, fallback }, index) => (
        <div key={name}>
          <Label htmlFor={`${id}-${index}`}>
            <bdi dir="auto">{label}</bdi>
          </Label>
          <Input
            id={`${id}-${index}`}
            type="text"
            name={name}
            autoComplete="off"
            placeholder={fallback ?? ''}
            value={answers.get(name) ?? ''}
            data-testid={`canned-placeholder-${name}`}
            onChange={({ target }) => {
              onAnswer(name, target.value);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              onDone();
            }}
          />
        </div>
      ))}
    </Box>
  );
}
