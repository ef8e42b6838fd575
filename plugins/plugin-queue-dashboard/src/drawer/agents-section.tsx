import type { ActivitySid, AgentGroup, QueueAgent, QueueDetail } from '@flex-sync-suite/shared/contract';
import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { NameLine, TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { isOffline } from '../model/why-waiting';
import { activityStrings } from '../strings/activity-strings';
import { Clock } from '../parts/clock';
import { AGENT_STATES, drawerStrings } from '../strings/drawer-strings';
import { NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { ActivityDialog } from './acts/activity-dialog';
import { ActivityNotice } from './acts/activity-notice';
import { DetailSection, DetailTable, Nothing, ROW } from './detail-table';
import { useChangeableActivities, type WantedChange } from './acts/use-activity-change';

type ColumnId = 'agent' | 'state' | 'since' | 'tasks' | 'room' | 'activity';

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'agent', widthPx: 0, align: 'start' },
  { id: 'state', widthPx: 140, align: 'start' },
  { id: 'since', widthPx: 92, align: 'end' },
  { id: 'tasks', widthPx: 60, align: 'end' },
  { id: 'room', widthPx: 80, align: 'end' },
];
/** For who may put agents into another activity. */
const WITH_ACTIVITY: readonly TableColumn<ColumnId>[] = [...COLUMNS, { id: 'activity', widthPx: 96, align: 'end' }];

const TITLES: Readonly<Record<ColumnId, string>> = {
  agent: drawerStrings.agent,
  state: drawerStrings.state,
  since: drawerStrings.inActivity,
  tasks: drawerStrings.tasks,
  room: drawerStrings.room,
  activity: activityStrings.column,
};

interface AgentsSectionProps {
  readonly detail: QueueDetail;
  readonly offlineActivitySid: ActivitySid | undefined;
}

/** Who could answer, by what keeps them from it, and the most relevant of them by name. */
export function AgentsSection({ detail, offlineActivitySid }: AgentsSectionProps): React.JSX.Element {
  const { count } = useFormatters();
  const { free, available, eligible } = detail.now;
  const listed = detail.agents.filter((agent) => !isOffline(agent, offlineActivitySid));
  const isPart = listed.length < eligible;
  const activities = useChangeableActivities();
  const [chosen, setChosen] = useState<ChosenAgent | null>(null);
  const [changed, setChanged] = useState<WantedChange | null>(null);
  const mayChange = activities.length > 1;
  return (
    <DetailSection
      title={drawerStrings.agentsTitle(count(free), count(available), count(eligible))}
      note={isPart ? drawerStrings.onlyMostRelevant(count(listed.length), count(eligible)) : null}
    >
      {eligible === 0 ? (
        <Nothing>{drawerStrings.nobodyEligible}</Nothing>
      ) : (
        <Groups detail={detail} offlineActivitySid={offlineActivitySid} />
      )}
      {listed.length === 0 ? null : (
        <DetailTable
          testId="queue-agents"
          label={drawerStrings.agentsTable}
          columns={mayChange ? WITH_ACTIVITY : COLUMNS}
          titles={TITLES}
        >
          {listed.map((agent) => (
            <AgentRow key={agent.workerSid} agent={agent} onChoose={mayChange ? setChosen : null} />
          ))}
        </DetailTable>
      )}
      <ActivityNotice change={changed} activities={activities} />
      {chosen === null ? null : (
        <ActivityDialog
          {...chosen}
          activities={activities}
          onClose={() => {
            setChosen(null);
          }}
          onChanged={(change) => {
            setChosen(null);
            setChanged(change);
          }}
        />
      )}
    </DetailSection>
  );
}

function Groups({ detail, offlineActivitySid }: AgentsSectionProps): React.JSX.Element {
  const { count, age } = useFormatters();
  const now = useLiveNow();
  return (
    <Box
      as="ul"
      display="flex"
      flexWrap="wrap"
      columnGap="space50"
      rowGap="space20"
      margin="space0"
      marginBottom="space40"
      padding="space0"
      style={NO_BULLETS}
      data-testid="agent-groups"
    >
      {detail.agentGroups.map((group) => (
        <li key={`${group.state} ${group.activitySid ?? ''}`}>
          <bdi dir="auto">{groupWord(group)}</bdi> <strong>{count(group.agents)}</strong>
          {group.state !== 'unavailable' || group.longestSince === null || isOffline(group, offlineActivitySid)
            ? null
            : ` (${drawerStrings.longest(age(now - Date.parse(group.longestSince)))})`}
        </li>
      ))}
    </Box>
  );
}

const NO_BULLETS = { listStyle: 'none', overflowWrap: 'anywhere' } as const;

const groupWord = ({ state, activityName }: AgentGroup): string =>
  state === 'unavailable' ? activityWord(activityName) : AGENT_STATES[state];

const activityWord = (name: string | null): string => name ?? drawerStrings.unnamedActivity;

/** Whose activity is to be changed, from the one that was seen. */
interface ChosenAgent {
  readonly agent: QueueAgent;
  readonly from: ActivitySid;
}

interface AgentRowProps {
  readonly agent: QueueAgent;
  /** Null for who may not change activities. */
  readonly onChoose: ((chosen: ChosenAgent) => void) | null;
}

function AgentRow({ agent, onChoose }: AgentRowProps): React.JSX.Element {
  const { count } = useFormatters();
  const { workerSid, name, state, activityName, since, idleSince, openTasks, capacityLeft } = agent;
  const isAvailable = state !== 'unavailable';
  return (
    <tr style={ROW} data-worker-sid={workerSid}>
      <TableCell isRowHeader title={name ?? workerSid}>
        <NameLine cell="agent">{name ?? workerSid}</NameLine>
      </TableCell>
      <TableCell
        title={activityWord(activityName)}
        detail={isAvailable ? <NameLine>{activityWord(activityName)}</NameLine> : undefined}
      >
        <NameLine cell="state">{isAvailable ? AGENT_STATES[state] : activityWord(activityName)}</NameLine>
      </TableCell>
      <TableCell
        align="end"
        detail={
          idleSince === null ? undefined : (
            <>
              {drawerStrings.idle} <Clock cell="idle" since={idleSince} />
            </>
          )
        }
      >
        {since === null ? (
          <NoValue cell="since" reason={drawerStrings.unknownSince} />
        ) : (
          <Clock cell="since" since={since} />
        )}
      </TableCell>
      <TableCell align="end">
        <span data-cell="tasks">{count(openTasks)}</span>
      </TableCell>
      <TableCell align="end">
        <span data-cell="room">{count(capacityLeft)}</span>
      </TableCell>
      {onChoose === null ? null : <ChangeCell agent={agent} onChoose={onChoose} />}
    </tr>
  );
}

function ChangeCell({
  agent,
  onChoose,
}: {
  readonly agent: QueueAgent;
  readonly onChoose: (chosen: ChosenAgent) => void;
}): React.JSX.Element {
  const { activitySid: from, name, workerSid } = agent;
  return (
    <TableCell align="end">
      {from === null ? null : (
        <Button
          variant="link"
          size="small"
          aria-label={activityStrings.changeOf(name ?? workerSid)}
          data-testid="change-activity"
          onClick={() => {
            onChoose({ agent, from });
          }}
        >
          {activityStrings.change}
        </Button>
      )}
    </TableCell>
  );
}
