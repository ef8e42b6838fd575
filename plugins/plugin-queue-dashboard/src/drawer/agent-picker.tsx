import { foldText, type QueueAgent, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type ReactNode } from 'react';
import { Clock } from '../parts/clock';
import { useFormatters } from '../parts/formatters-context';
import { AGENT_STATES, drawerStrings } from '../strings/drawer-strings';
import { giveStrings } from '../strings/give-strings';

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
  const [wanted, setWanted] = useState('');
  const [searchId, group] = [useUID(), useUID()];
  const choosable = agents.filter(({ workerSid }) => workerSid !== givenTo);
  const found = choosable.filter(({ name, workerSid }) =>
    foldText(name ?? workerSid, 'search').includes(foldText(wanted, 'search')),
  );
  const option = (sid: WorkerSid | null) => ({
    ...{ group, isChosen: chosen === sid },
    onChoose: () => {
      onChoose(sid);
    },
  });
  return (
    <Box as="fieldset" margin="space0" padding="space0" borderStyle="none" minWidth="0">
      <Box as="legend" padding="space0" color="colorText" fontWeight="fontWeightSemibold" fontSize="fontSize30">
        {giveStrings.agents}
      </Box>
      <Label htmlFor={searchId}>{giveStrings.search}</Label>
      <Input
        id={searchId}
        type="search"
        value={wanted}
        data-testid="give-search"
        onChange={({ target }) => {
          setWanted(target.value);
        }}
      />
      <Box maxHeight="size30" overflow="auto" marginTop="space20">
        {givenTo === null ? null : <Choice {...option(null)}>{giveStrings.everybody}</Choice>}
        {found.map((agent) => (
          <Choice key={agent.workerSid} {...option(agent.workerSid)}>
            <AgentWords agent={agent} />
          </Choice>
        ))}
      </Box>
      {found.length === 0 ? <Text as="p">{giveStrings.noneFound}</Text> : null}
      {agents.length < all ? (
        <Text as="p" color="colorTextWeak" fontSize="fontSize20">
          {giveStrings.onlySome(count(agents.length), count(all))}
        </Text>
      ) : null}
    </Box>
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
