import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { HeardOnly, TableCell } from '@flex-sync-suite/shared/views';
import React from 'react';
import type { QueueHealth } from '../model/figures/queue-row-model';
import { Clock } from '../parts/clock';
import { Figure } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { useHealth } from '../parts/healths-context';
import { StatusPill } from '../parts/status-pill';
import { statusReason, strings } from '../strings/strings';
import { Bar } from './bar';
import { STICKY } from './columns';
import { EmptyCell } from './figure-cells';
import { Judged, useSeverity } from './judged';

/** Cells that follow the clock. They alone render each second; the row around them does not. */

/** Status as word, shape and colour, with the metric that caused it. */
export function StatusCell({
  sid,
  why,
}: {
  readonly sid: string;
  /** In place of the usual reason. */
  readonly why?: string | undefined;
}): React.JSX.Element {
  const format = useFormatters();
  const health = useHealth(sid);
  const { status, lastKnownAt } = health;
  const reason = why ?? statusReason(health, format);
  const detail = lastKnownAt === null ? metricNames(health) : strings.lastKnown(format.timeOfDay(lastKnownAt));
  return (
    <TableCell
      align="start"
      stays={STICKY.status}
      title={reason === '' ? undefined : reason}
      detail={detail === '' ? undefined : <span aria-hidden="true">{detail}</span>}
    >
      <StatusPill status={status} isLastKnown={lastKnownAt !== null} />
      {reason === '' ? null : <HeardOnly>{`. ${reason}`}</HeardOnly>}
    </TableCell>
  );
}

/** Of two the short names: what is cut would be the second cause. */
const metricNames = ({ causes }: QueueHealth): string => {
  const names = causes.length > 1 ? strings.shortMetrics : strings.metrics;
  return causes.map(({ metric }) => names[metric]).join(', ');
};

interface WaitCellProps {
  /** Null for a sum. */
  readonly sid: string | null;
  /** Since when the longest-waiting task is in the queue; null when nobody waits. */
  readonly since: string | null;
  /** Since when the customer who waits longest does. Default: that is not shown. */
  readonly createdAt?: string | null;
  /** The wait that the queue promises. Default: that of several is none. */
  readonly thresholdMs?: number;
}

/** How long the longest-waiting task has been in the queue; below it, since its first contact, if that is longer. */
export function LongestWaitCell({ sid, since, createdAt, thresholdMs }: WaitCellProps): React.JSX.Element {
  const severity = useSeverity(sid, 'longestWait');
  if (since === null) return <EmptyCell cell="longestWait" reason={strings.nobodyWaits} />;
  const hasMoved = createdAt != null && Date.parse(since) - Date.parse(createdAt) >= 1000;
  return (
    <TableCell
      align="end"
      detail={
        hasMoved ? (
          <>
            {strings.sinceContact} <Clock cell="longestWaitSinceCreated" since={createdAt} />
          </>
        ) : undefined
      }
    >
      <Judged severity={severity}>
        <Clock cell="longestWait" since={since} />
      </Judged>
      {thresholdMs === undefined ? null : <WaitBar {...{ since, thresholdMs, severity }} />}
    </TableCell>
  );
}

type WaitBarProps = Required<Pick<WaitCellProps, 'thresholdMs'>> & {
  readonly since: string;
  readonly severity: ReturnType<typeof useSeverity>;
};

/** Grows towards the threshold. */
export const WaitBar = ({ since, thresholdMs, severity }: WaitBarProps): React.JSX.Element => (
  <Bar share={(useLiveNow() - Date.parse(since)) / Math.max(1, thresholdMs)} severity={severity} />
);

interface ElapsedCellProps {
  readonly cell: string;
  readonly since: string | null;
}

/** Time since an instant; "–" while nobody waits. */
export const ElapsedCell = ({ cell, since }: ElapsedCellProps): React.JSX.Element =>
  since === null ? (
    <EmptyCell cell={cell} reason={strings.nobodyWaits} />
  ) : (
    <TableCell align="end">
      <Clock cell={cell} since={since} />
    </TableCell>
  );

/** What is left of the threshold, or by how much the wait is over it. */
export function RemainingCell({
  sid,
  since,
  thresholdMs,
}: Required<Omit<WaitCellProps, 'createdAt'>>): React.JSX.Element {
  const severity = useSeverity(sid, 'longestWait');
  if (since === null) return <EmptyCell cell="toThreshold" reason={strings.nobodyWaits} />;
  return (
    <TableCell align="end">
      <Judged severity={severity}>
        <Remaining until={Date.parse(since) + thresholdMs} />
      </Judged>
    </TableCell>
  );
}

function Remaining({ until }: { readonly until: number }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  const leftMs = until - useLiveNow();
  const said = (words: (ms: number) => string): string => (leftMs < 0 ? strings.over(words(-leftMs)) : words(leftMs));
  return (
    <Figure cell="toThreshold" spoken={said(spokenDuration)}>
      {said(clock)}
    </Figure>
  );
}

/** Time since the figures of the queue last changed. */
export function AgeCell({ asOf }: { readonly asOf: string }): React.JSX.Element {
  const format = useFormatters();
  const at = Date.parse(asOf);
  return (
    <TableCell align="end" title={format.timeOfDay(at)}>
      <Age at={at} />
    </TableCell>
  );
}

function Age({ at }: { readonly at: number }): React.JSX.Element {
  const { age } = useFormatters();
  return <span data-cell="age">{age(useLiveNow() - at)}</span>;
}
