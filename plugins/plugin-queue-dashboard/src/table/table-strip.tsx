import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { type ReactNode } from 'react';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../strings/strings';

interface TableStripProps {
  /** What is to be said of the queues as a whole; null for nothing. */
  readonly note: ReactNode;
  /** How many would move in the live order. Default: what is below has no other. */
  readonly movedCount?: number;
  readonly onRefresh?: () => void;
}

/** Above the queues, and always there: nothing moves when their order does. */
export function TableStrip({ note, movedCount = 0, onRefresh }: TableStripProps): React.JSX.Element {
  const { count } = useFormatters();
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      justifyContent="space-between"
      columnGap="space40"
      flexShrink={0}
      style={STRIP}
    >
      {/* Also without a note: the button is at the end. */}
      <div>{note}</div>
      {movedCount === 0 ? null : (
        <Button variant="link" size="reset" onClick={onRefresh} data-testid="refresh-order">
          {strings.movedRows(movedCount, count(movedCount))}
        </Button>
      )}
    </Box>
  );
}

const STRIP = { minHeight: 32 } as const;
