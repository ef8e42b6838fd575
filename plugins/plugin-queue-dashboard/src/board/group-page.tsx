import React from 'react';
import { type GroupRowInputs, useGroupRows } from '../data/use-group-rows';
import { GroupTable, type GroupTableProps } from '../table/group-table';

/** The table of groups with their figures: these are followed only while it is there. */
export const GroupPage = ({
  groups,
  queues,
  filter,
  ...table
}: GroupRowInputs & Omit<GroupTableProps, 'rows'>): React.JSX.Element => (
  <GroupTable {...table} rows={useGroupRows({ groups, queues, filter })} />
);
