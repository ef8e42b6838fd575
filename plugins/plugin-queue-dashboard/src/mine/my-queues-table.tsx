import { HeaderCell } from '@flex-sync-suite/shared/views';
import React from 'react';
import { Clock } from '../parts/clock';
import { NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import type { MyQueue } from './my-queues';
import { myQueuesStrings } from './my-queues-strings';

/** The queues of an agent, each with who waits in it. */
export const MyQueuesTable = ({ rows }: { readonly rows: readonly MyQueue[] }): React.JSX.Element => (
  <table aria-label={myQueuesStrings.tableLabel} style={TABLE} data-testid="my-queues">
    <colgroup>
      <col />
      <col style={FIGURE_COLUMN} />
      <col style={WAIT_COLUMN} />
    </colgroup>
    <thead>
      <tr>
        <HeaderCell align="start">{myQueuesStrings.columns.queue}</HeaderCell>
        <HeaderCell align="end">{myQueuesStrings.columns.waiting}</HeaderCell>
        <HeaderCell align="end">{myQueuesStrings.columns.longestWait}</HeaderCell>
      </tr>
    </thead>
    <tbody>
      {rows.map((queue) => (
        <QueueRow key={queue.sid} {...queue} />
      ))}
    </tbody>
  </table>
);

const QueueRow = React.memo(function QueueRow(queue: MyQueue): React.JSX.Element {
  const { sid, name, waiting, oldestWaitingSince } = queue;
  const { count } = useFormatters();
  return (
    <tr style={ROW} data-testid="my-queue" data-queue-sid={sid}>
      {/* A long name takes more lines: the panel is narrow, and two queues may begin alike. */}
      <th scope="row" style={NAME}>
        <bdi dir="auto" data-cell="queue">
          {name}
        </bdi>
      </th>
      <td style={FIGURE}>
        <span data-cell="waiting">{count(waiting)}</span>
      </td>
      <td style={FIGURE}>
        {oldestWaitingSince === null ? (
          <NoValue cell="longest-wait" reason={myQueuesStrings.nobodyWaits} />
        ) : (
          <Clock cell="longest-wait" since={oldestWaitingSince} />
        )}
      </td>
    </tr>
  );
});

const TABLE = { tableLayout: 'fixed', width: '100%', borderCollapse: 'separate', borderSpacing: 0 } as const;
const FIGURE_COLUMN = { width: '5rem' } as const;
const WAIT_COLUMN = { width: '6.5rem' } as const;
const ROW = { height: 32 } as const;
const NAME = { textAlign: 'start', fontWeight: 'inherit', overflowWrap: 'anywhere', padding: '4px 8px' } as const;
const FIGURE = { textAlign: 'end', fontVariantNumeric: 'tabular-nums', padding: '4px 8px' } as const;
