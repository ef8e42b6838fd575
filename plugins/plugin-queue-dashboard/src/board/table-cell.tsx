import { Box } from '@twilio-paste/core/box';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React, { type ReactNode } from 'react';
import { strings } from '../strings';
import type { Column } from './columns';

interface TableCellProps {
  /** Aligned by the reading direction, not by left and right, for right-to-left pages. */
  readonly align: Column['align'];
  readonly isRowHeader?: boolean;
  /** A tooltip for the whole cell. */
  readonly title?: string | undefined;
  /** Second, smaller line. */
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
}

const CELL = { position: 'relative' } as const;
/** The queue's name stays in sight while the table scrolls sideways. */
const ROW_HEADER = {
  scope: 'row',
  position: 'sticky',
  style: { insetInlineStart: 0 },
  zIndex: 'zIndex10',
  backgroundColor: 'inherit',
} as const;

/** A cell with one main figure and a line of detail. Text that does not fit ends in an ellipsis. */
export function TableCell({ align, isRowHeader = false, title, detail, children }: TableCellProps): React.JSX.Element {
  return (
    <Box
      as={isRowHeader ? 'th' : 'td'}
      {...(isRowHeader ? ROW_HEADER : CELL)}
      title={title}
      overflow="hidden"
      textAlign={align}
      verticalAlign="middle"
      textOverflow="ellipsis"
      whiteSpace="nowrap"
      paddingX="space30"
      paddingY="space0"
      fontSize="fontSize30"
      fontWeight={isRowHeader ? 'fontWeightSemibold' : 'fontWeightNormal'}
      fontVariantNumeric="tabular-nums"
      lineHeight="lineHeight20"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth10"
      borderBottomColor="colorBorderWeaker"
    >
      {children}
      {detail === undefined ? null : (
        <Box as="span" display="block" overflow="hidden" textOverflow="ellipsis" fontSize="fontSize20">
          {detail}
        </Box>
      )}
    </Box>
  );
}

/** A figure that is read aloud in other words than it is written in. */
export function Figure({
  cell,
  spoken,
  children,
}: {
  /** Name of the figure for browser tests. */
  readonly cell: string;
  readonly spoken: string;
  readonly children: string;
}): React.JSX.Element {
  return (
    <>
      <span data-cell={cell} aria-hidden="true">
        {children}
      </span>
      <ScreenReaderOnly>{spoken}</ScreenReaderOnly>
    </>
  );
}

/** "–" where there is nothing to say a figure about: neither 0 nor 100 % would be true. */
export function NoValue({ cell, reason }: { readonly cell: string; readonly reason: string }): React.JSX.Element {
  return (
    <Figure cell={cell} spoken={reason}>
      {strings.noValue}
    </Figure>
  );
}
