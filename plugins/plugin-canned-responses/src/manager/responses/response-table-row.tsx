import type { EditableResponse, ResponseSortColumn } from '@flex-sync-suite/shared/contract';
import { NameLine, type StickyPlace, TableCell, type TableColumn, TableRow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { memo } from 'react';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';
import { ALL_LIBRARIES } from '../model/list-filter';
import { languagesOf } from '../model/draft';
import { StatusBadge } from '../parts/status-badge';

/** Every row is exactly this high: the body is windowed, and what is not drawn must have a known height. */
export const ROW_HEIGHT_PX = 52;

type Column = TableColumn<ResponseSortColumn>;

const column = (id: ResponseSortColumn, widthPx: number, align: Column['align'] = 'start'): Column => ({
  id,
  widthPx,
  align,
});
/** What names the response stays in sight. */
export const STICKY_TITLE: StickyPlace = { atPx: 0, isLast: true };
const TITLE = column('title', 250);
export const STICKY_WIDTH_PX = TITLE.widthPx;
export const COLUMNS: readonly Column[] = [
  TITLE,
  column('shortcut', 110),
  column('status', 105),
  column('languages', 135),
  column('owner', 115),
  column('uses', 75, 'end'),
  column('edited', 70, 'end'),
  column('updated', 115),
];

interface ResponseRowProps {
  readonly response: EditableResponse;
  /** Position in the whole table, the header being 1. */
  readonly ariaRowIndex: number;
  readonly isTabStop: boolean;
  readonly onOpen: (id: string) => void;
}

/** One response; the whole row opens it. */
export const ResponseRow = memo(function ResponseRow({ response, ariaRowIndex, isTabStop, onOpen }: ResponseRowProps) {
  const { format, editable, list, nameOf } = useManager();
  const { id, title, shortcut, category, status, variants, owner, uses30Days, edited30Days, updatedAt } = response;
  const library = editable.find((candidate) => candidate.id === response.libraryId);
  const isOneLibrary = list.getSnapshot().filter.library !== ALL_LIBRARIES;
  const languages = format.list(languagesOf(variants).map(format.languageName));
  const detail = [isOneLibrary ? null : library?.name, category].filter((text) => text != null).join(' · ');
  return (
    <TableRow
      heightPx={ROW_HEIGHT_PX}
      ariaRowIndex={ariaRowIndex}
      isTabStop={isTabStop}
      attributes={{ 'data-testid': 'manager-row', 'data-response-id': id, 'data-status': status }}
      onClick={() => {
        onOpen(id);
      }}
    >
      <TableCell
        isRowHeader
        stays={STICKY_TITLE}
        title={title}
        detail={detail === '' ? undefined : <Detail text={detail} />}
      >
        <NameLine>{title}</NameLine>
      </TableCell>
      <TableCell>{shortcut === null ? null : <bdi dir="auto">/{shortcut}</bdi>}</TableCell>
      <TableCell>
        <StatusBadge status={status} />
      </TableCell>
      <TableCell title={languages}>
        <bdi>{languages}</bdi>
      </TableCell>
      <TableCell title={nameOf(owner)}>
        <NameLine>{nameOf(owner)}</NameLine>
      </TableCell>
      <TableCell align="end">{uses30Days === 0 ? <Unused /> : format.count(uses30Days)}</TableCell>
      <TableCell align="end">{uses30Days === 0 ? '–' : format.percent(edited30Days / uses30Days)}</TableCell>
      <TableCell title={format.dateTime(updatedAt)}>{format.date(updatedAt)}</TableCell>
    </TableRow>
  );
});

const Unused = (): React.JSX.Element => (
  <Text as="span" color="colorTextWeak">
    {managerStrings.list.never}
  </Text>
);

const Detail = ({ text }: { readonly text: string }): React.JSX.Element => (
  <Box as="span" color="colorTextWeak">
    <NameLine>{text}</NameLine>
  </Box>
);
