import { NAME_LINE, ONE_LINE } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import type { Cause } from '../model/assess-queue';
import type { Formatters } from '../model/formatters';
import type { QueueHealth, QueueStatus } from '../model/figures/queue-row-model';
import { STATUS_WORDS, strings } from '../strings/strings';
import { useFormatters } from '../parts/formatters-context';
import { StatusShape } from '../parts/status-shape';
import { units } from './units';
import { wallStrings } from './wall-strings';

interface WorstQueuesProps {
  readonly queues: readonly BoardQueue[];
  /** Those that need attention first; also of queues that are not among these. */
  readonly order: readonly string[];
  readonly healths: ReadonlyMap<string, QueueHealth>;
}

const MAX_SHOWN = 3;
const NEEDS_ATTENTION: readonly QueueStatus[] = ['critical', 'warning', 'unavailable'];

/** Which queues are worst, and why. */
export function WorstQueues({ queues, order, healths }: WorstQueuesProps): React.JSX.Element {
  const bySid = new Map<string, BoardQueue>(queues.map((queue) => [queue.sid, queue]));
  const worst = order
    .flatMap((sid) => bySid.get(sid) ?? [])
    .flatMap(({ sid, item: { name } }) => ({ sid, name, health: healths.get(sid) }))
    .filter(({ health }) => health !== undefined && NEEDS_ATTENTION.includes(health.status))
    .slice(0, MAX_SHOWN);
  return (
    <Box
      as="ul"
      aria-label={wallStrings.worst}
      display="grid"
      margin="space0"
      padding="space0"
      style={{
        listStyle: 'none',
        gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
        gap: units(1),
        fontSize: units(2.3),
        minHeight: units(5.8),
      }}
      data-testid="wall-worst"
    >
      {worst.map(({ sid, name, health }) =>
        health === undefined ? null : <WorstQueue key={sid} name={name} health={health} />,
      )}
      {worst.length === 0 ? (
        <li>
          <StatusShape status="ok" isLastKnown={false} size={units(1.9)} /> {wallStrings.allWell}
        </li>
      ) : null}
    </Box>
  );
}

function WorstQueue({ name, health }: { readonly name: string; readonly health: QueueHealth }): React.JSX.Element {
  const format = useFormatters();
  const [cause] = health.causes;
  const why = cause === undefined ? '' : ` · ${causeText(cause, format)}`;
  return (
    <Box as="li" minWidth="0">
      <Box dir="auto" fontWeight="fontWeightBold" style={NAME_LINE}>
        {name}
      </Box>
      <Box style={{ ...ONE_LINE, fontSize: units(1.9) }}>
        <StatusShape status={health.status} isLastKnown={health.lastKnownAt !== null} size={units(1.6)} />{' '}
        {STATUS_WORDS[health.status]}
        {why}
      </Box>
    </Box>
  );
}

const causeText = (cause: Cause, format: Formatters): string =>
  `${strings.metrics[cause.metric]} ${cause.metric === 'longestWait' ? format.clock(cause.waitMs) : format.percent(cause.share)}`;
