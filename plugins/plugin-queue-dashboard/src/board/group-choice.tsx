import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo } from 'react';
import { EACH_GROUP, type BoardGroup } from '../model/board-groups';
import { groupStrings } from '../strings/group-strings';

export interface GroupChoiceProps {
  readonly groups: readonly BoardGroup[];
  /** Key of the one that is shown; null for all queues. */
  readonly group: string | null;
  readonly onGroup: (group: string | null) => void;
}

/** Which group is shown. A group that went away stays to be seen, and left. */
export const GroupChoice = memo(function GroupChoice({ groups, group, onGroup }: GroupChoiceProps) {
  const id = useUID();
  if (groups.length === 0 && group === null) return null;
  const isGone = group !== null && group !== EACH_GROUP && !groups.some(({ key }) => key === group);
  return (
    <Box style={WIDTH}>
      <Label htmlFor={id}>{groupStrings.label}</Label>
      <Select
        id={id}
        value={group ?? ''}
        data-testid="queue-group"
        onChange={({ target }) => {
          onGroup(target.value === '' ? null : target.value);
        }}
      >
        <Option value="">{groupStrings.all}</Option>
        <Option value={EACH_GROUP}>{groupStrings.each}</Option>
        {groups.map(({ key, name }) => (
          <Option key={key} value={key}>
            {name}
          </Option>
        ))}
        {isGone ? <Option value={group}>{groupStrings.gone}</Option> : <></>}
      </Select>
    </Box>
  );
});

const WIDTH = { flex: '1 1 8.5rem', maxWidth: '12rem' } as const;
