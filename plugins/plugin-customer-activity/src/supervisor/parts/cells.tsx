import { Box } from '@twilio-paste/core/box';
import React, { type ReactNode } from 'react';

interface CellProps {
  /** Default `end`, so that digits line up. */
  readonly align?: 'start' | 'end';
  /** Names the figure for browser tests. */
  readonly name: string;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A figure in a table of the view. */
export const Cell = ({ align = 'end', name, title, children }: CellProps): React.JSX.Element => (
  <Box as="td" {...LOOKS} textAlign={align} fontVariantNumeric="tabular-nums" title={title} data-cell={name}>
    {children}
  </Box>
);

/** What names a row. Long names wrap. */
export const RowHeader = ({ children }: { readonly children: ReactNode }): React.JSX.Element => (
  <Box as="th" {...ROW_SCOPE} {...LOOKS} textAlign="start" fontWeight="fontWeightNormal" data-cell="label">
    {children}
  </Box>
);

/** Words that are no figure, such as what could not be compared. */
export const Weak = ({
  children,
  title,
}: {
  readonly children: ReactNode;
  readonly title?: string;
}): React.JSX.Element => (
  <Box as="span" color="colorTextWeak" title={title}>
    {children}
  </Box>
);

const ROW_SCOPE = { scope: 'row' };

const LOOKS = {
  verticalAlign: 'top',
  paddingX: 'space30',
  paddingY: 'space20',
  fontSize: 'fontSize20',
  lineHeight: 'lineHeight20',
  borderBottomStyle: 'solid',
  borderBottomWidth: 'borderWidth10',
  borderBottomColor: 'colorBorderWeaker',
} as const;
