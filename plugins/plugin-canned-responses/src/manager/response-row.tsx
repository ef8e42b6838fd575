import type { EditableResponse } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { memo } from 'react';
import { useManager } from './manager-context';
import { managerStrings } from './manager-strings';
import { languagesOf } from './model/draft';
import { StatusBadge } from './status-badge';

/** Every row is exactly this high: the body is windowed, and what is not drawn must have a known height. */
export const ROW_HEIGHT_PX = 52;

type ColumnId = keyof typeof managerStrings.columns;
/** One column of the table; figures at the end of their cell, so that digits line up. */
interface Column {
  readonly id: ColumnId;
  readonly widthPx: number;
  readonly align: 'start' | 'end';
}

const column = (id: ColumnId, widthPx: number, align: Column['align'] = 'start'): Column => ({ id, widthPx, align });
export const COLUMNS: readonly Column[] = [
  column('title', 260),
  column('shortcut', 120),
  column('status', 110),
  column('languages', 110),
  column('uses', 80, 'end'),
  column('edited', 75, 'end'),
  column('updated', 120),
];
export const TABLE_WIDTH_PX = COLUMNS.reduce((total, { widthPx }) => total + widthPx, 0);

interface ResponseRowProps {
  readonly response: EditableResponse;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  readonly isTabStop: boolean;
  readonly onOpen: (id: string) => void;
}

/** One response; the whole row opens it. */
export const ResponseRow = memo(function ResponseRow({ response, ariaRowIndex, isTabStop, onOpen }: ResponseRowProps) {
  const { format, editable, list } = useManager();
  const { id, title, shortcut, category, status, variants, uses30Days, edited30Days, updatedAt } = response;
  const library = editable.find((candidate) => candidate.id === response.libraryId);
  const isOneLibrary = list.getSnapshot().filter.library !== null;
  const detail = [isOneLibrary ? null : library?.name, category].filter((text) => text != null).join(' · ');
  return (
    <Box
      as="tr"
      tabIndex={isTabStop ? 0 : -1}
      height={`${ROW_HEIGHT_PX}px`}
      data-testid="manager-row"
      data-response-id={id}
      data-status={status}
      aria-rowindex={ariaRowIndex}
      cursor="pointer"
      backgroundColor="colorBackgroundBody"
      _hover={{ backgroundColor: 'colorBackground' }}
      _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
      onClick={() => {
        onOpen(id);
      }}
    >
      <Cell isRowHeader title={title} detail={detail}>
        <bdi dir="auto">{title}</bdi>
      </Cell>
      <Cell>{shortcut === null ? null : <bdi dir="auto">/{shortcut}</bdi>}</Cell>
      <Cell>
        <StatusBadge status={status} />
      </Cell>
      <Cell title={format.list(languagesOf(variants).map(format.languageName))}>
        {languagesOf(variants).join(', ')}
      </Cell>
      <Cell align="end">{uses30Days === 0 ? <Unused /> : format.count(uses30Days)}</Cell>
      <Cell align="end">{uses30Days === 0 ? '–' : format.percent(edited30Days / uses30Days)}</Cell>
      <Cell title={format.dateTime(updatedAt)}>{format.date(updatedAt)}</Cell>
    </Box>
  );
});

const Unused = (): React.JSX.Element => (
  <Text as="span" color="colorTextWeak">
    {managerStrings.list.never}
  </Text>
);

interface CellProps {
  readonly align?: 'start' | 'end';
  readonly isRowHeader?: boolean;
  readonly title?: string;
  /** Second, smaller line. */
  readonly detail?: string;
  readonly children: React.ReactNode;
}

function Cell({ align = 'start', isRowHeader = false, title, detail = '', children }: CellProps): React.JSX.Element {
  return (
    <Box
      as={isRowHeader ? 'th' : 'td'}
      {...(isRowHeader ? { scope: 'row' } : {})}
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
      {detail === '' ? null : (
        <Text
          as="span"
          display="block"
          overflow="hidden"
          textOverflow="ellipsis"
          fontSize="fontSize20"
          fontWeight="fontWeightNormal"
          lineHeight="lineHeight20"
          color="colorTextWeak"
        >
          <bdi dir="auto">{detail}</bdi>
        </Text>
      )}
    </Box>
  );
}
