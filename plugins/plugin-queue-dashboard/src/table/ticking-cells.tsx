import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { TableCell } from '@flex-sync-suite/shared/views';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React from 'react';
import type { QueueHealth } from '../model/queue-row-model';
import { STATUS_WORDS, statusReason, strings } from '../parts/strings';
import { useFormatters } from '../parts/formatters-context';
import { useHealth } from '../parts/healths-context';
import { STICKY } from './columns';
import { StatusShape } from '../parts/status-shape';
import { NoValue } from '../parts/figure';
import { Clock } from '../parts/clock';

/** Cells that follow the clock. They alone render each second; the row around them does not. */

/** Status as word, shape and colour, with the metric that caused it. */
export function StatusCell({ sid }: { readonly sid: string }): React.JSX.Element {
  const format = useFormatters();
  const health = useHealth(sid);
  const { status, lastKnownAt } = health;
  const reason = statusReason(health, format);
  const detail = lastKnownAt === null ? metricNames(health) : strings.lastKnown(format.timeOfDay(lastKnownAt));
  return (
    <TableCell
      align="start"
      stays={STICKY.status}
      title={reason === '' ? undefined : reason}
      detail={detail === '' ? undefined : <span aria-hidden="true">{detail}</span>}
    >
      <StatusShape status={status} isLastKnown={lastKnownAt !== null} />{' '}
      <span data-cell="status" data-status={status} data-last-known={lastKnownAt !== null}>
        {STATUS_WORDS[status]}
      </span>
      {reason === '' ? null : <ScreenReaderOnly>{`. ${reason}`}</ScreenReaderOnly>}
    </TableCell>
  );
}

const metricNames = ({ causes }: QueueHealth): string => causes.map(({ metric }) => strings.metrics[metric]).join(', ');

/** How long the longest-waiting task has been in the queue; below it, since its first contact, if that is longer. */
export function LongestWaitCell({
  since,
  createdAt,
}: {
  readonly since: string | null;
  readonly createdAt?: string | null;
}): React.JSX.Element {
  const hasMoved = since !== null && createdAt != null && Date.parse(since) - Date.parse(createdAt) >= 1000;
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
      {since === null ? (
        <NoValue cell="longestWait" reason={strings.nobodyWaits} />
      ) : (
        <Clock cell="longestWait" since={since} />
      )}
    </TableCell>
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
