import type { EditableResponse } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import { Radio, RadioGroup } from '@twilio-paste/core/radio-group';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { channelWord } from '../../parts/strings';
import type { EditorState } from '../model/editor-state';
import { useManager } from '../parts/manager-context';
import { FIELD_WORDS, managerStrings, STATUS_WORDS } from '../parts/manager-strings';
import { draftOf } from '../model/draft';
import { differences, type Choices, type Difference, type Side } from '../model/merge-drafts';

const words = managerStrings.conflict;

interface ConflictResolverProps {
  readonly state: EditorState;
  /** The response as somebody else saved it. */
  readonly conflict: EditableResponse;
}

/** Shows both versions field by field, and lets the writer choose. Nothing is saved by the choice. */
export function ConflictResolver({ state, conflict }: ConflictResolverProps): React.JSX.Element | null {
  const { editor, nameOf, format } = useManager();
  const [choices, setChoices] = useState<Choices>({});
  const { base, draft } = state;
  if (base === null) return null;
  const found = differences(draftOf(base), draft, draftOf(conflict));
  const isMoved = base.status !== conflict.status;
  return (
    <div role="alert">
      <Callout variant="warning" marginY="space30" data-testid="editor-conflict">
        <CalloutHeading as="h3">{words.title}</CalloutHeading>
        <CalloutText>{words.text(nameOf(conflict.updatedBy), format.dateTime(conflict.updatedAt))}</CalloutText>
        {isMoved ? (
          <CalloutText>{words.status(STATUS_WORDS[base.status], STATUS_WORDS[conflict.status])}</CalloutText>
        ) : null}
        <Box display="flex" flexDirection="column" rowGap="space40" marginY="space40">
          {found.map((difference) => (
            <DifferenceChoice
              key={difference.key}
              difference={difference}
              side={choices[difference.key] ?? difference.suggestion}
              onChoose={(side) => {
                setChoices({ ...choices, [difference.key]: side });
              }}
            />
          ))}
        </Box>
        <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space30">
          <Button
            variant="primary"
            size="small"
            data-testid="conflict-apply"
            onClick={() => {
              editor.resolve(choices);
            }}
          >
            {words.apply}
          </Button>
          <Button
            variant="secondary"
            size="small"
            data-testid="conflict-keep-mine"
            onClick={() => {
              editor.resolve(Object.fromEntries(found.map(({ key }) => [key, 'mine'])));
            }}
          >
            {words.keepMine}
          </Button>
          <Button variant="secondary" size="small" data-testid="conflict-take-theirs" onClick={editor.takeTheirs}>
            {words.takeTheirs}
          </Button>
        </Box>
      </Callout>
    </div>
  );
}

function DifferenceChoice({
  difference,
  side,
  onChoose,
}: {
  readonly difference: Difference;
  readonly side: Side;
  readonly onChoose: (side: Side) => void;
}): React.JSX.Element {
  const { format } = useManager();
  const id = useUID();
  const { key, field, variant, mine, theirs, isContested } = difference;
  const place =
    variant === null
      ? ''
      : ` · ${format.languageName(variant.language)}${variant.channel === null ? '' : `, ${channelWord(variant.channel)}`}`;
  return (
    <RadioGroup
      name={`${id}-side`}
      legend={`${FIELD_WORDS[field]}${place}${isContested ? ` (${words.both})` : ''}`}
      value={side}
      data-difference={key}
      onChange={(value) => {
        onChoose(value === 'theirs' ? 'theirs' : 'mine');
      }}
    >
      <Radio id={`${id}-mine`} value="mine" helpText={<Version text={mine} />}>
        {words.mine}
      </Radio>
      <Radio id={`${id}-theirs`} value="theirs" helpText={<Version text={theirs} />}>
        {words.theirs}
      </Radio>
    </RadioGroup>
  );
}

function Version({ text }: { readonly text: string | null }): React.JSX.Element {
  if (text === null || text === '') return <em>{text === null ? words.removed : words.empty}</em>;
  return (
    <bdi dir="auto" style={VERSION_STYLE}>
      {text}
    </bdi>
  );
}

const VERSION_STYLE = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;
