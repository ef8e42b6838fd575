import type { ActivitySid, QueueDetail, WaitingTask } from '@flex-sync-suite/shared/contract';
import { NameLine, TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { estimatedWaitMs } from '../model/figures/figure-value';
import type { BoardState } from '../model/figures/further-figures';
import { isOffline } from '../model/why-waiting';
import { Clock } from '../parts/clock';
import { drawerStrings } from '../strings/drawer-strings';
import { giveStrings } from '../strings/give-strings';
import { NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { DetailSection, DetailTable, Note, Nothing, ROW } from './detail-table';
import { customerName, GiveDialog } from './acts/give-dialog';
import { GiveNotice } from './acts/give-notice';
import { agentOf, nameIn, type WantedGift } from './acts/use-give-task';

type ColumnId = 'customer' | 'channel' | 'state' | 'priority' | 'waits' | 'agent';

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'customer', widthPx: 0, align: 'start' },
  { id: 'channel', widthPx: 76, align: 'start' },
  { id: 'state', widthPx: 88, align: 'start' },
  { id: 'priority', widthPx: 68, align: 'end' },
  { id: 'waits', widthPx: 100, align: 'end' },
];
/** For who may give tasks to agents, where there is a way. */
const WITH_AGENT: readonly TableColumn<ColumnId>[] = [...COLUMNS, { id: 'agent', widthPx: 88, align: 'end' }];

const TITLES: Readonly<Record<ColumnId, string>> = {
  customer: drawerStrings.customer,
  channel: drawerStrings.channel,
  state: drawerStrings.state,
  priority: drawerStrings.priority,
  waits: drawerStrings.waits,
  agent: giveStrings.column,
};

interface WaitingSectionProps {
  readonly detail: QueueDetail;
  /** What its Document says; undefined while there is none. */
  readonly document: BoardState | undefined;
  readonly offlineActivitySid: ActivitySid | undefined;
  /** Called when something was changed in it. */
  readonly onChanged: () => void;
}

/** Who waits, the longest-waiting first. */
export function WaitingSection(props: WaitingSectionProps): React.JSX.Element {
  const { detail, document, offlineActivitySid, onChanged } = props;
  const { now, waiting, mayGive } = detail;
  const { count } = useFormatters();
  const [chosen, setChosen] = useState<WaitingTask | null>(null);
  const [given, setGiven] = useState<WantedGift | null>(null);
  const canGive = mayGive && waiting.some(({ agentRoute }) => agentRoute.state === 'possible');
  const all = now.queued + now.ringing;
  const note = waiting.length < all ? drawerStrings.onlyOldest(count(waiting.length), count(all)) : null;
  return (
    <DetailSection title={drawerStrings.waitingTitle(count(all))} note={note}>
      <WaitingGist detail={detail} document={document} />
      {waiting.length === 0 ? (
        <Nothing>{drawerStrings.nobodyWaits}</Nothing>
      ) : (
        <DetailTable
          testId="waiting-tasks"
          label={drawerStrings.waitingTable}
          columns={canGive ? WITH_AGENT : COLUMNS}
          titles={TITLES}
        >
          {waiting.map((task) => (
            <WaitingRow key={task.taskSid} task={task} detail={detail} onChoose={canGive ? setChosen : null} />
          ))}
        </DetailTable>
      )}
      {mayGive ? <WhyNot waiting={waiting} /> : null}
      <GiveNotice gift={given} detail={detail} onChanged={onChanged} />
      {chosen === null ? null : (
        <GiveDialog
          detail={detail}
          agents={detail.agents.filter((agent) => !isOffline(agent, offlineActivitySid))}
          task={chosen}
          onClose={() => {
            setChosen(null);
          }}
          onGiven={(gift) => {
            setChosen(null);
            setGiven(gift);
            onChanged();
          }}
        />
      )}
    </DetailSection>
  );
}

/** How many wait too long, and how long one who comes now may wait; nothing while nobody waits. */
function WaitingGist({
  detail: { now, thresholds },
  document,
}: Pick<WaitingSectionProps, 'detail' | 'document'>): React.JSX.Element | null {
  const { count, clock } = useFormatters();
  if (now.queued + now.ringing === 0) return null;
  const estimateMs = document === undefined ? null : estimatedWaitMs({ ...document, now });
  const sentences = [
    ...(thresholds === undefined
      ? []
      : [drawerStrings.byThreshold(count(thresholds.overThreshold), count(thresholds.nearThreshold))]),
    ...(estimateMs === null ? [] : [drawerStrings.estimatedWait(clock(estimateMs))]),
  ];
  return sentences.length === 0 ? null : <Note>{sentences.join(' ')}</Note>;
}

/** Why some of them cannot be given to an agent: the first reason that there is. */
function WhyNot({ waiting }: Pick<QueueDetail, 'waiting'>): React.JSX.Element | null {
  const [why] = waiting.flatMap(({ agentRoute: { state } }) => (state === 'possible' ? [] : [state]));
  return why === undefined ? null : <Note>{giveStrings.off[why]}</Note>;
}

interface WaitingRowProps {
  readonly task: WaitingTask;
  readonly detail: QueueDetail;
  /** Null where no task can be given to an agent. */
  readonly onChoose: ((task: WaitingTask) => void) | null;
}

function WaitingRow({ task, detail, onChoose }: WaitingRowProps): React.JSX.Element {
  const { count } = useFormatters();
  const { taskSid, customer, channel, phase, priority, enteredAt, createdAt } = task;
  const name = customerName(task);
  const agent = agentOf(task);
  const hasMoved = createdAt !== null && Date.parse(enteredAt) - Date.parse(createdAt) >= MOVED_MS;
  return (
    <tr style={ROW} data-task-sid={taskSid}>
      <TableCell
        isRowHeader
        title={[customer.name, customer.address].filter((text) => text !== null).join(', ') || undefined}
        detail={customer.name === null || customer.address === null ? undefined : <bdi>{customer.address}</bdi>}
      >
        <NameLine cell="customer">{name}</NameLine>
      </TableCell>
      <TableCell title={channel}>
        <NameLine cell="channel">{channel}</NameLine>
      </TableCell>
      <TableCell
        detail={agent === null ? undefined : <bdi dir="auto">{giveStrings.givenTo(nameIn(detail, agent))}</bdi>}
      >
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
      {onChoose === null ? null : (
        <TableCell align="end">
          {task.agentRoute.state === 'possible' && phase === 'queued' ? (
            <Button
              variant="link"
              size="small"
              aria-label={giveStrings.giveTask(name)}
              data-testid="give-task"
              onClick={() => {
                onChoose(task);
              }}
            >
              {agent === null ? giveStrings.give : giveStrings.change}
            </Button>
          ) : null}
        </TableCell>
      )}
    </tr>
  );
}

/** A task enters its first queue a moment after it was created. */
const MOVED_MS = 1_000;
