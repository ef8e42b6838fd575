import { useSource } from '@flex-sync-suite/shared/hooks';
import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Label } from '@twilio-paste/core/label';
import { Option, OptionGroup, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useMemo, useState } from 'react';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';
import { groupKey, workerGroups, type WorkerGroup } from '../model/worker-groups';

const words = managerStrings.library;

interface GroupAdderProps {
  readonly members: ReadonlySet<WorkerSid>;
  readonly onAdd: (sids: readonly WorkerSid[]) => void;
}

/** Adds everybody, a team, or all with a skill as they are now, and says how many that were. */
export function GroupAdder({ members, onAdd }: GroupAdderProps): React.JSX.Element | null {
  const { libraries, format } = useManager();
  const { answer } = useSource(libraries);
  const groups = useMemo(() => workerGroups(answer?.workers ?? []), [answer]);
  const [key, setKey] = useState('');
  const [notice, setNotice] = useState('');
  const id = useUID();
  const chosen = groups.find((group) => groupKey(group) === key) ?? groups[0];
  if (chosen === undefined) return null;

  const option = (group: WorkerGroup): React.JSX.Element => (
    <Option key={groupKey(group)} value={groupKey(group)}>
      {words.group(group.kind === 'all' ? words.everybody : group.name, format.count(group.sids.length))}
    </Option>
  );
  const optionsOf = (kind: WorkerGroup['kind']): React.JSX.Element[] =>
    groups.filter((group) => group.kind === kind).map(option);
  const [teams, skills] = [optionsOf('team'), optionsOf('skill')];

  return (
    <div>
      <Label htmlFor={`${id}-group`}>{words.addGroup}</Label>
      <Box display="flex" columnGap="space30">
        <Box flexGrow={1}>
          <Select
            id={`${id}-group`}
            value={groupKey(chosen)}
            aria-describedby={`${id}-note`}
            data-testid="people-group"
            onChange={({ target }) => {
              setKey(target.value);
              setNotice('');
            }}
          >
            {optionsOf('all')}
            {teams.length === 0 ? null : <OptionGroup label={words.teams}>{teams}</OptionGroup>}
            {skills.length === 0 ? null : <OptionGroup label={words.skills}>{skills}</OptionGroup>}
          </Select>
        </Box>
        <Button
          variant="secondary"
          data-testid="people-group-add"
          onClick={() => {
            const added = chosen.sids.filter((sid) => !members.has(sid));
            onAdd(added);
            setNotice(words.groupAdded(format.count(added.length), format.count(chosen.sids.length - added.length)));
          }}
        >
          {words.add}
        </Button>
      </Box>
      <Text as="p" id={`${id}-note`} marginTop="space20" color="colorTextWeak" fontSize="fontSize20">
        {words.groupNote}
      </Text>
      <Text as="p" role="status" data-testid="people-group-notice">
        {notice}
      </Text>
    </div>
  );
}
