import { TableCell } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { memo, type SyntheticEvent } from 'react';
import type { RollUp } from '../model/roll-up';
import { strings } from '../parts/strings';
import { useFormatters } from '../parts/formatters-context';
import { ROW_HEIGHT_PX, STICKY } from './columns';
import { ActiveCell, ServiceLevelCell, TodayCells, WaitingCell } from './figure-cells';
import { clickedFigure, type FigurePlace } from './figure-place';
import { NoValue } from '../parts/figure';
import { LongestWaitCell } from './ticking-cells';

/** The roll-up of the queues shown. */
export const TotalsRow = memo(function TotalsRow({
  totals,
  ariaRowIndex,
  onExplain,
}: {
  readonly totals: RollUp;
  readonly ariaRowIndex: number;
  readonly onExplain: (place: FigurePlace) => void;
}) {
  const { count } = useFormatters();
  const { missingCount, last30Minutes, targetPercent } = totals;
  return (
    <Box
      as="tr"
      height={`${ROW_HEIGHT_PX}px`}
      backgroundColor="colorBackground"
      data-testid="queue-totals"
      aria-rowindex={ariaRowIndex}
      cursor="help"
      onClick={(event: SyntheticEvent) => {
        const column = clickedFigure(event);
        if (column !== null) onExplain({ sid: null, column });
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
      <WaitingCell figures={totals} />
      <LongestWaitCell since={totals.oldestWaitingSince} />
      <ActiveCell figures={totals} />
      <TableCell align="end" title={strings.notAdded}>
        <NoValue cell="free" reason={strings.notAdded} />
      </TableCell>
      <ServiceLevelCell cell="serviceLevel" share={last30Minutes.serviceLevel} targetPercent={targetPercent} />
      <TodayCells today={totals.today} />
      <TableCell align="end" />
    </Box>
  );
});
