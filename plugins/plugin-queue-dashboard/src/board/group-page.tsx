import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import React, { useMemo } from 'react';
import { inOrder } from '../data/use-board-queues';
import { type GroupRowInputs, useGroupRows } from '../groups/use-group-rows';
import { GroupTable, type GroupTableProps } from '../table/group-table';

interface GroupPageProps extends GroupRowInputs, Omit<GroupTableProps, 'rows' | 'queues'> {
  readonly order: readonly TaskQueueSid[];
}

/** The table of groups with their figures: these are followed only while it is there. */
export function GroupPage({ groups, queues, order, filter, ...table }: GroupPageProps): React.JSX.Element {
  const inTableOrder = useMemo(() => inOrder(queues, order), [queues, order]);
  return <GroupTable {...table} queues={queues} rows={useGroupRows({ groups, queues: inTableOrder, filter })} />;
}
