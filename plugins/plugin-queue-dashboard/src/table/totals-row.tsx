import { TableCell, useLooks } from '@flex-sync-suite/shared/views';
import React, { memo, type SyntheticEvent } from 'react';
import type { RollUp } from '../model/figures/roll-up';
import { strings } from '../strings/strings';
import { useFormatters } from '../parts/formatters-context';
import { type Column, isFigure, ROW_HEIGHT_PX, STICKY } from './columns';
import { clickedFigure, type FigurePlace, TOTALS } from './figure-place';
import { TotalCells } from './queue-cells';

/** The roll-up of the queues shown. */
export const TotalsRow = memo(function TotalsRow({
  columns,
  totals,
  ariaRowIndex,
  onExplain,
}: {
  /** Those of the table. */
  readonly columns: readonly Column[];
  readonly totals: RollUp;
  readonly ariaRowIndex: number;
  readonly onExplain: (place: FigurePlace) => void;
}) {
  const { count } = useFormatters();
  const { missingCount } = totals;
  return (
    <tr
      className={useLooks(LOOKS).row}
      data-testid="queue-totals"
      aria-rowindex={ariaRowIndex}
      onClick={(event: SyntheticEvent) => {
        const column = clickedFigure(event, columns);
        if (column !== null) onExplain({ ...TOTALS, column });
      }}
    >
      <TableCell
        align="start"
        isRowHeader
        stays={STICKY.name}
        detail={missingCount === 0 ? undefined : strings.missingQueues(count(missingCount))}
      >
        {strings.totals(totals.queueCount, count(totals.queueCount))}
      </TableCell>
      <TableCell align="start" stays={STICKY.status} />
      <TotalCells columns={columns.filter(isFigure)} totals={totals} />
    </tr>
  );
});

const LOOKS = { row: { height: `${ROW_HEIGHT_PX}px`, backgroundColor: 'colorBackground', cursor: 'help' } } as const;
