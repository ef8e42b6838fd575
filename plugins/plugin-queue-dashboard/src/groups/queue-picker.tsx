import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useAskedAttributes } from './use-asked-attributes';
import { useQueueNames } from '../data/use-queue-names';
import { isPicked, togglePicked, type QueueGroupDraft } from '../model/queue-group-draft';
import { useFormatters } from '../parts/formatters-context';
import { SearchedList } from '../parts/searched-list';
import { groupStrings as words } from '../strings/group-strings';

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
  const pickedCount = queues.filter((queue) => isPicked(draft, queue)).length;
  return (
    <SearchedList
      legend={words.pickLabel}
      searchLabel={words.searchLabel}
      searchTestId="group-search"
      items={queues}
      nameOf={({ name }) => name}
      note={
        <Text as="p" marginTop="space20" color="colorTextWeak" role="status" data-testid="group-picked">
          {words.picked(count(pickedCount), count(queues.length))}
        </Text>
      }
      renderItem={(queue) => (
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
      )}
      mostShown={MOST_SHOWN}
      moreWords={(more) => words.more(count(more))}
      noneFound={words.noneFound}
    />
  );
}
