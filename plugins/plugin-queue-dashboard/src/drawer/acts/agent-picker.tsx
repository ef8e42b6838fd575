import type { QueueAgent, WorkerSid } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { type ReactNode } from 'react';
import { Clock } from '../../parts/clock';
import { useFormatters } from '../../parts/formatters-context';
import { SearchedList } from '../../parts/searched-list';
import { AGENT_STATES, drawerStrings } from '../../strings/drawer-strings';
import { giveStrings } from '../../strings/give-strings';

interface AgentPickerProps {
  /** The best first. */
  readonly agents: readonly QueueAgent[];
  /** How many there are, those who are not in the list included. */
  readonly all: number;
  /** Who has the task; null for nobody. */
  readonly givenTo: WorkerSid | null;
  /** Null is everybody, undefined nobody yet. */
  readonly chosen: WorkerSid | null | undefined;
  readonly onChoose: (agent: WorkerSid | null) => void;
}

/** One of the agents of a queue, found by a part of the name. */
export function AgentPicker({ agents, all, givenTo, chosen, onChoose }: AgentPickerProps): React.JSX.Element {
  const { count } = useFormatters();
  const group = useUID();
  const option = (sid: WorkerSid | null) => ({
    ...{ group, isChosen: chosen === sid },
    onChoose: () => {
      onChoose(sid);
    },
  });
  return (
    <>
      <SearchedList
        legend={giveStrings.agents}
        searchLabel={giveStrings.search}
        searchTestId="give-search"
        items={agents.filter(({ workerSid }) => workerSid !== givenTo)}
        nameOf={({ name, workerSid }) => name ?? workerSid}
        first={givenTo === null ? null : <Choice {...option(null)}>{giveStrings.everybody}</Choice>}
        renderItem={(agent) => (
          <Choice key={agent.workerSid} {...option(agent.workerSid)}>
            <AgentWords agent={agent} />
          </Choice>
        )}
        noneFound={giveStrings.noneFound}
      />
      {agents.length < all ? (
        <Text as="p" color="colorTextWeak" fontSize="fontSize20">
          {giveStrings.onlySome(count(agents.length), count(all))}
        </Text>
      ) : null}
    </>
  );
}

interface ChoiceProps {
  readonly group: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

const Choice = ({ group, isChosen, onChoose, children }: ChoiceProps): React.JSX.Element => (
  <Box as="label" display="flex" columnGap="space20" paddingY="space10" color="colorText">
    <input type="radio" name={group} checked={isChosen} onChange={onChoose} data-testid="give-agent" />
    <span>{children}</span>
  </Box>
);

function AgentWords({ agent }: { readonly agent: QueueAgent }): React.JSX.Element {
  const { count } = useFormatters();
  const { name, workerSid, state, activityName, since, openTasks, capacityLeft } = agent;
  const activity = activityName ?? drawerStrings.unnamedActivity;
  return (
    <>
      <bdi dir="auto">
        <strong style={BOLD}>{name ?? workerSid}</strong>
      </bdi>
      {', '}
      <bdi dir="auto">{state === 'unavailable' ? activity : AGENT_STATES[state]}</bdi>
      {since === null ? null : (
        <>
          {' '}
          <Clock cell="since" since={since} />
        </>
      )}
      , {giveStrings.tasks(count(openTasks))}, {giveStrings.room(count(capacityLeft))}
    </>
  );
}

/** Flex's own styles take it from the element. */
const BOLD = { fontWeight: 600 } as const;
