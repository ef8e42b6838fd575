import type { QueueDetail, WaitingTask } from '@flex-sync-suite/shared/contract';
import { TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import React from 'react';
import { Clock } from '../parts/clock';
import { drawerStrings } from '../strings/drawer-strings';
import { NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { DetailSection, DetailTable, Nothing, ROW } from './detail-table';

type ColumnId = 'customer' | 'channel' | 'state' | 'priority' | 'waits';

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'customer', widthPx: 0, align: 'start' },
  { id: 'channel', widthPx: 84, align: 'start' },
  { id: 'state', widthPx: 88, align: 'start' },
  { id: 'priority', widthPx: 76, align: 'end' },
  { id: 'waits', widthPx: 116, align: 'end' },
];

const TITLES: Readonly<Record<ColumnId, string>> = {
  customer: drawerStrings.customer,
  channel: drawerStrings.channel,
  state: drawerStrings.state,
  priority: drawerStrings.priority,
  waits: drawerStrings.waits,
};

/** Who waits, the longest-waiting first. */
export function WaitingSection({ detail: { now, waiting } }: { readonly detail: QueueDetail }): React.JSX.Element {
  const { count } = useFormatters();
  const all = now.queued + now.ringing;
  const note = waiting.length < all ? drawerStrings.onlyOldest(count(waiting.length), count(all)) : null;
  return (
    <DetailSection title={drawerStrings.waitingTitle(count(all))} note={note}>
      {waiting.length === 0 ? (
        <Nothing>{drawerStrings.nobodyWaits}</Nothing>
      ) : (
        <DetailTable testId="waiting-tasks" label={drawerStrings.waitingTable} columns={COLUMNS} titles={TITLES}>
          {waiting.map((task) => (
            <WaitingRow key={task.taskSid} task={task} />
          ))}
        </DetailTable>
      )}
    </DetailSection>
  );
}

function WaitingRow({ task }: { readonly task: WaitingTask }): React.JSX.Element {
  const { count } = useFormatters();
  const { taskSid, customer, channel, phase, priority, enteredAt, createdAt } = task;
  const name = customer.name ?? customer.address ?? drawerStrings.unknownCustomer;
  const hasMoved = createdAt !== null && Date.parse(enteredAt) - Date.parse(createdAt) >= MOVED_MS;
  return (
    <tr style={ROW} data-task-sid={taskSid}>
      <TableCell
        isRowHeader
        title={[customer.name, customer.address].filter((text) => text !== null).join(', ') || undefined}
        detail={customer.name === null || customer.address === null ? undefined : <bdi>{customer.address}</bdi>}
      >
        <bdi dir="auto" data-cell="customer">
          {name}
        </bdi>
      </TableCell>
      <TableCell title={channel}>
        <bdi data-cell="channel">{channel}</bdi>
      </TableCell>
      <TableCell>
        <span data-cell="phase">{drawerStrings.phases[phase]}</span>
      </TableCell>
      <TableCell align="end">
        {priority === null ? (
          <NoValue cell="priority" reason={drawerStrings.noPriority} />
        ) : (
          <span data-cell="priority">{count(priority)}</span>
        )}
      </TableCell>
      <TableCell
        align="end"
        detail={
          hasMoved ? (
            <>
              {drawerStrings.sinceContact} <Clock cell="sinceContact" since={createdAt} />
            </>
          ) : undefined
        }
      >
        <Clock cell="waits" since={enteredAt} />
      </TableCell>
    </tr>
  );
}

/** A task enters its first queue a moment after it was created. */
const MOVED_MS = 1_000;
