import { foldText, searchWords, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { GroupAdder } from './group-adder';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

const words = managerStrings.library;

/** The people of a library. A lead of a team is a member too. */
export interface People {
  readonly members: ReadonlySet<WorkerSid>;
  readonly leads: ReadonlySet<WorkerSid>;
}

/** Rows at most; who is not among them is found by the search. */
const MAX_SHOWN = 50;

interface PeoplePickerProps {
  readonly people: People;
  /** False for a global library, which is everybody's. */
  readonly hasMembers: boolean;
  readonly onChange: (people: People) => void;
}

/** Chooses members and leads among all workers: those chosen come first. */
export function PeoplePicker({ people, hasMembers, onChange }: PeoplePickerProps): React.JSX.Element {
  const { libraries, format } = useManager();
  const workers = useSource(libraries).answer?.workers ?? [];
  const [search, setSearch] = useState('');
  // By who was chosen when it opened: rows must not move under the pointer.
  const [first] = useState(people);
  const id = useUID();
  const wanted = searchWords(search);
  const isFirst = (sid: WorkerSid): boolean => first.leads.has(sid) || first.members.has(sid);
  const shown = workers
    .filter(({ name }) => {
      const folded = foldText(name, 'search');
      return wanted.every((word) => folded.includes(word));
    })
    .sort((a, b) => Number(isFirst(b.sid)) - Number(isFirst(a.sid)) || a.name.localeCompare(b.name))
    .slice(0, MAX_SHOWN);

  return (
    <div>
      {hasMembers ? (
        <Box marginBottom="space50">
          <GroupAdder
            members={people.members}
            onAdd={(sids) => {
              onChange({ members: new Set([...people.members, ...sids]), leads: people.leads });
            }}
          />
        </Box>
      ) : null}
      <Label htmlFor={`${id}-search`}>{words.searchWorkers}</Label>
      <Input
        id={`${id}-search`}
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
          <Box
            key={sid}
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
                id={`${id}-member-${sid}`}
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
              id={`${id}-lead-${sid}`}
              aria-label={`${words.addLead}: ${name}`}
              checked={people.leads.has(sid)}
              onChange={({ target }) => {
                onChange(withLead(people, sid, target.checked, hasMembers));
              }}
            >
              {words.addLead}
            </Checkbox>
          </Box>
        ))}
      </Box>
    </div>
  );
}

const NO_MARKERS = { listStyle: 'none' };

const withMember = ({ members, leads }: People, sid: WorkerSid, isMember: boolean): People =>
  isMember ? { members: plus(members, sid), leads } : { members: minus(members, sid), leads: minus(leads, sid) };

const withLead = ({ members, leads }: People, sid: WorkerSid, isLead: boolean, isTeam: boolean): People =>
  isLead
    ? { members: isTeam ? plus(members, sid) : members, leads: plus(leads, sid) }
    : { members, leads: minus(leads, sid) };

const plus = <T,>(set: ReadonlySet<T>, item: T): ReadonlySet<T> => new Set([...set, item]);
const minus = <T,>(set: ReadonlySet<T>, item: T): ReadonlySet<T> => new Set([...set].filter((other) => other !== item));
