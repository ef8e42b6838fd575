import { foldText } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { useAskedAttributes } from './use-asked-attributes';
import { useQueueNames } from '../data/use-queue-names';
import { isPicked, togglePicked, type QueueGroupDraft } from '../model/queue-group-draft';
import { useFormatters } from '../parts/formatters-context';
import { groupStrings as words } from '../strings/group-strings';

/** More are not drawn: who looks for one of five hundred writes a part of its name. */
const MOST_SHOWN = 100;

interface QueuePickerProps {
  readonly draft: QueueGroupDraft;
  readonly onChange: (next: Partial<QueueGroupDraft>) => void;
}

/** All queues, with a check on those that the group holds: by its rule, or put in by hand. */
export function QueuePicker({ draft, onChange }: QueuePickerProps): React.JSX.Element {
  const format = useFormatters();
  const { count } = format;
  const asked = useAskedAttributes(draft.match === 'attribute');
  const queues = useQueueNames(format).map(([sid, name]) => ({ sid, name, asksFor: asked.get(sid) ?? [] }));
  const [wanted, setWanted] = useState('');
  const id = useUID();
  const found = queues.filter(({ name }) => foldText(name, 'search').includes(foldText(wanted, 'search')));
  const pickedCount = queues.filter((queue) => isPicked(draft, queue)).length;
  return (
    <Box as="fieldset" margin="space0" padding="space0" borderStyle="none" minWidth="0">
      <Box as="legend" padding="space0" color="colorText" fontWeight="fontWeightSemibold" fontSize="fontSize30">
        {words.pickLabel}
      </Box>
      <Label htmlFor={id}>{words.searchLabel}</Label>
      <Input
        id={id}
        type="search"
        value={wanted}
        data-testid="group-search"
        onChange={({ target }) => {
          setWanted(target.value);
        }}
      />
      <Text as="p" marginTop="space20" color="colorTextWeak" role="status" data-testid="group-picked">
        {words.picked(count(pickedCount), count(queues.length))}
      </Text>
      <Box maxHeight="size30" overflow="auto" marginTop="space20">
        {found.slice(0, MOST_SHOWN).map((queue) => (
          <Box as="label" key={queue.sid} display="flex" columnGap="space20" paddingY="space10" color="colorText">
            <input
              type="checkbox"
              checked={isPicked(draft, queue)}
              data-testid="group-queue"
              onChange={() => {
                onChange(togglePicked(draft, queue));
              }}
            />
            <bdi dir="auto">{queue.name}</bdi>
          </Box>
        ))}
      </Box>
      {found.length > MOST_SHOWN ? <Text as="p">{words.more(count(found.length - MOST_SHOWN))}</Text> : null}
      {found.length === 0 ? <Text as="p">{words.noneFound}</Text> : null}
    </Box>
  );
}
