import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import type { AgentServices } from '../insert/agent-services';
import type { Reasons } from '../model/context-rules';
import type { SearchHit } from '../model/search-index';
import { useTask } from '../parts/use-task';
import { composerStrings } from './composer-strings';
import { PopoverOption } from './popover-option';

/** What the popover offers. */
export interface OfferedHits {
  readonly hits: readonly SearchHit[];
  /** Of those that come first by what the customer does. */
  readonly reasons: Reasons;
}

/** Id of the element of an option. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

interface PopoverOptionsProps extends OfferedHits {
  readonly id: string;
  readonly services: AgentServices;
  readonly activeIndex: number;
  readonly onChoose: (item: CannedResponseItem) => void;
}

/** The list of what is offered. */
export function PopoverOptions({
  id,
  services,
  hits,
  reasons,
  activeIndex,
  onChoose,
}: PopoverOptionsProps): React.JSX.Element {
  const task = useTask(services);
  return (
    <Box
      id={id}
      role="listbox"
      // It scrolls, and what scrolls must be reachable; the field, which lists it, is no combobox that would be enough.
      tabIndex={0}
      aria-label={composerStrings.popover.label}
      overflow="auto"
      flexGrow={1}
      minHeight="0"
    >
      {hits.map((hit, index) => (
        <PopoverOption
          key={hit.item.id}
          id={optionId(id, index)}
          services={services}
          task={task}
          hit={hit}
          reason={reasons.get(hit.item.id) ?? null}
          isActive={index === activeIndex}
          onChoose={onChoose}
        />
      ))}
      {hits.length === 0 ? (
        <Box role="option" aria-selected={false} aria-disabled padding="space40" fontSize="fontSize30">
          {composerStrings.popover.none}
        </Box>
      ) : null}
    </Box>
  );
}
