import { TableCell } from '@flex-sync-suite/shared/views';
import React from 'react';
import type { QueueFigures, WindowFigures } from '../model/queue-row-model';
import { strings } from '../parts/strings';
import { useFormatters } from '../parts/formatters-context';
import { Figure, NoValue } from '../parts/figure';

/** A count, with what it is made of on the second line. */
function SplitCell({
  cell,
  total,
  parts,
}: {
  readonly cell: string;
  readonly total: number;
  readonly parts: readonly (readonly [cell: string, value: number, label: string])[];
}): React.JSX.Element {
  const { count } = useFormatters();
  const detail = parts.map(([part, value, label], index) => (
    <React.Fragment key={part}>
      {index === 0 ? null : ' / '}
      <span data-cell={part}>{count(value)}</span> {label}
    </React.Fragment>
  ));
  const title = parts.map(([, value, label]) => `${count(value)} ${label}`).join(' / ');
  return (
    <TableCell align="end" title={title} detail={detail}>
      <span data-cell={cell}>{count(total)}</span>
    </TableCell>
  );
}

/** Waiting = queued + ringing. */
export const WaitingCell = ({
  figures: { waiting, queued, ringing },
}: {
  readonly figures: Pick<QueueFigures, 'waiting' | 'queued' | 'ringing'>;
}): React.JSX.Element => (
  <SplitCell
    cell="waiting"
    total={waiting}
    parts={[
      ['queued', queued, strings.queued],
      ['ringing', ringing, strings.ringing],
    ]}
  />
);

/** Active = talking + wrapping. */
export const ActiveCell = ({
  figures: { active, talking, wrapping },
}: {
  readonly figures: Pick<QueueFigures, 'active' | 'talking' | 'wrapping'>;
}): React.JSX.Element => (
  <SplitCell
    cell="active"
    total={active}
    parts={[
      ['talking', talking, strings.talking],
      ['wrapping', wrapping, strings.wrapping],
    ]}
  />
);

/** Agents who can take a task now, of those available, of those who could ever. */
export const AgentsCell = ({
  figures: { free, available, eligible },
}: {
  readonly figures: Pick<QueueFigures, 'free' | 'available' | 'eligible'>;
}): React.JSX.Element => (
  <SplitCell
    cell="free"
    total={free}
    parts={[
      ['available', available, strings.available],
      ['eligible', eligible, strings.eligible],
    ]}
  />
);

/** A share with its target; "–" without traffic. */
export function ServiceLevelCell({
  cell,
  share,
  targetPercent,
}: {
  readonly cell: string;
  readonly share: number | null;
  readonly targetPercent: number | null;
}): React.JSX.Element {
  const { percent, percentNumber } = useFormatters();
  const detail =
    targetPercent === null ? undefined : (
      <>
        {strings.target} <span data-cell={`${cell}Target`}>{percentNumber(targetPercent)}</span>
      </>
    );
  return (
    <TableCell align="end" detail={detail}>
      {share === null ? (
        <NoValue cell={cell} reason={strings.noTraffic} />
      ) : (
        <span data-cell={cell}>{percent(share)}</span>
      )}
    </TableCell>
  );
}

/** The figures of the day: seven cells. */
export function TodayCells({ today }: { readonly today: WindowFigures }): React.JSX.Element {
  const { count } = useFormatters();
  const counts = [
    ['offeredToday', today.offered],
    ['answeredToday', today.answered],
    ['abandonedToday', today.abandoned],
    ['completedToday', today.completed],
  ] as const;
  return (
    <>
      {counts.map(([cell, value]) => (
        <TableCell key={cell} align="end">
          <span data-cell={cell}>{count(value)}</span>
        </TableCell>
      ))}
      <ServiceLevelCell cell="serviceLevelToday" share={today.serviceLevel} targetPercent={null} />
      <DurationCell cell="asaToday" ms={today.asaMs} />
      <DurationCell cell="ahtToday" ms={today.ahtMs} />
    </>
  );
}

function DurationCell({ cell, ms }: { readonly cell: string; readonly ms: number | null }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  return (
    <TableCell align="end">
      {ms === null ? (
        <NoValue cell={cell} reason={strings.noTraffic} />
      ) : (
        <Figure cell={cell} spoken={spokenDuration(ms)}>
          {clock(ms)}
        </Figure>
      )}
    </TableCell>
  );
}
