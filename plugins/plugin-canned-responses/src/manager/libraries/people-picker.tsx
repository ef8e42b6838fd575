import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { GroupAdder } from './group-adder';
import { findPeople, withLead, withMember, withMembers, type People } from '../model/people';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

const words = managerStrings.library;

/** Rows at most; who is not among them is found by the search. */
const MAX_SHOWN = 50;

interface PeoplePickerProps {
  readonly people: People;
  /** False for a global library, which is everybody's. */
  readonly hasMembers: boolean;
  readonly onChange: (people: People) => void;
}

/** Chooses members and leads among all workers: those chosen come first. */
export function PeoplePicker(props: PeoplePickerProps): React.JSX.Element {
  const { people, hasMembers, onChange } = props;
  const { libraries, format } = useManager();
  const workers = useSource(libraries).answer?.workers ?? [];
  const [search, setSearch] = useState('');
  // By who was chosen when it opened: rows must not move under the pointer.
  const [first] = useState(people);
  const searchId = useUID();
  const shown = findPeople(workers, search, first).slice(0, MAX_SHOWN);

  return (
    <div>
      {hasMembers ? (
        <Box marginBottom="space50">
          <GroupAdder
            members={people.members}
            onAdd={(sids) => {
              onChange(withMembers(people, sids));
            }}
          />
        </Box>
      ) : null}
      <Label htmlFor={searchId}>{words.searchWorkers}</Label>
      <Input
        id={searchId}
        type="search"
        value={search}
        data-testid="people-search"
        onChange={({ target }) => {
          setSearch(target.value);
        }}
      />
      <Text as="p" role="status" marginTop="space30" color="colorTextWeak">
        {shown.length === 0
          ? words.nobody
          : words.people(hasMembers ? format.count(people.members.size) : null, format.count(people.leads.size))}
      </Text>
      <Box as="ul" margin="space0" padding="space0" maxHeight="size30" overflowY="auto" style={NO_MARKERS}>
        {shown.map(({ sid, name }) => (
          <PersonRow key={sid} {...props} sid={sid} name={name} />
        ))}
      </Box>
    </div>
  );
}

interface PersonRowProps extends PeoplePickerProps {
  readonly sid: WorkerSid;
  readonly name: string;
}

function PersonRow({ sid, name, people, hasMembers, onChange }: PersonRowProps): React.JSX.Element {
  const id = useUID();
  return (
    <Box
      as="li"
      display="flex"
      alignItems="center"
      columnGap="space60"
      paddingY="space20"
      data-testid="person"
      data-worker-sid={sid}
    >
      <Box width="size20">
        <bdi dir="auto">{name}</bdi>
      </Box>
      {hasMembers ? (
        <Checkbox
          id={`${id}-member`}
          aria-label={`${words.addMember}: ${name}`}
          checked={people.members.has(sid)}
          onChange={({ target }) => {
            onChange(withMember(people, sid, target.checked));
          }}
        >
          {words.addMember}
        </Checkbox>
      ) : null}
      <Checkbox
        id={`${id}-lead`}
        aria-label={`${words.addLead}: ${name}`}
        checked={people.leads.has(sid)}
        onChange={({ target }) => {
          onChange(withLead(people, sid, target.checked, hasMembers));
        }}
      >
        {words.addLead}
      </Checkbox>
    </Box>
  );
}

const NO_MARKERS = { listStyle: 'none' };
