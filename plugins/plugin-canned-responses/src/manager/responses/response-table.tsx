import { useSource } from '@flex-sync-suite/shared/hooks';
import {
  ActionButton,
  DefinedSortHeaderCell,
  nextSort,
  TableScroller,
  usePlaceInUrl,
  useRowNavigation,
  useRowWindow,
  WindowedTable,
} from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { isNarrowed } from '../model/list-filter';
import { firstDirection } from '../model/manager-sort';
import { ManagerMessage } from '../parts/manager-message';
import { useManager } from '../parts/manager-context';
import { MANAGER_MESSAGES, managerStrings } from '../parts/manager-strings';
import { COLUMNS, ResponseRow, ROW_HEIGHT_PX, STICKY_TITLE, STICKY_WIDTH_PX } from './response-table-row';

const words = managerStrings.list;
/** The next page is read when this many pixels are left below. */
const NEAR_END_PX = 600;

/** The responses that match the filter, sorted. Enter or a click opens one. */
export function ResponseTable(): React.JSX.Element {
  const { list } = useManager();
  return useSource(list).rows.length === 0 ? <NoRows /> : <Rows />;
}

function Rows(): React.JSX.Element {
  const { list, url } = useManager();
  const { rows, total, hasMore, filter, sort } = useSource(list);
  const { scroller, onScroll } = usePlaceInUrl(url, ROW_HEIGHT_PX, JSON.stringify([filter, sort]));
  const body = useRef<HTMLTableSectionElement>(null);
  const open = useOpenResponse();
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  const { tabStop, containerProps } = useRowNavigation({
    order,
    container: body,
    idAttribute: 'data-response-id',
    onEnter: open,
  });
  const parts = useRowWindow({ order, tabStop, scroller, rowHeightPx: ROW_HEIGHT_PX });

  useFocusBack(body);

  return (
    <>
      <RowCount />
      <TableScroller
        ref={scroller}
        testId="manager-scroller"
        stickyWidthPx={STICKY_WIDTH_PX}
        onScroll={(event) => {
          onScroll(event);
          if (isNearEnd(event.currentTarget)) list.loadMore();
        }}
      >
        <WindowedTable
          label={words.label}
          columns={COLUMNS}
          ariaRowCount={1 + (total ?? rows.length)}
          head={<TableHeader />}
          parts={parts}
          body={body}
          bodyProps={containerProps}
          renderRow={(index) => {
            const response = rows[index];
            if (response === undefined) return null;
            return (
              <ResponseRow
                key={response.id}
                response={response}
                ariaRowIndex={2 + index}
                isTabStop={response.id === tabStop}
                onOpen={open}
              />
            );
          }}
        />
        {hasMore ? <MoreButton /> : null}
      </TableScroller>
    </>
  );
}

const isNearEnd = ({ scrollHeight, scrollTop, clientHeight }: Element): boolean =>
  scrollHeight - scrollTop - clientHeight < NEAR_END_PX;

/** Opens a response of the list, once nothing is unsaved. */
function useOpenResponse(): (id: string) => void {
  const { list, editor, leave } = useManager();
  return useCallback(
    (id) => {
      const response = list.getSnapshot().rows.find((row) => row.id === id);
      if (response === undefined) return;
      leave(() => {
        editor.open(response);
        // The row may be hours old.
        void editor.refresh();
      });
    },
    [list, editor, leave],
  );
}

function RowCount(): React.JSX.Element {
  const { list, format } = useManager();
  const { rows, total, isLoading } = useSource(list);
  return (
    <Text as="p" role="status" color="colorTextWeak" paddingY="space20" data-testid="manager-count">
      {words.count(format.count(rows.length), format.count(total ?? rows.length))}
      {isLoading ? ` ${words.loading}` : ''}
    </Text>
  );
}

/** Reads the next page, for who does not scroll. */
function MoreButton(): React.JSX.Element {
  const { list } = useManager();
  const { isLoading } = useSource(list);
  return (
    <Box padding="space40" textAlign="center">
      <ActionButton variant="secondary" size="small" isBusy={isLoading} onClick={list.loadMore}>
        {words.loading}
      </ActionButton>
    </Box>
  );
}

/** Gives the keyboard its row back when the editor closes. */
function useFocusBack(body: RefObject<HTMLElement>): void {
  const edited = useSource(useManager().editor);
  const last = useRef<string>();
  useEffect(() => {
    if (edited !== null) {
      last.current = edited.base?.id;
      return;
    }
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('[data-response-id]') ?? [])];
    rows.find(({ dataset }) => dataset['responseId'] === last.current)?.focus();
    last.current = undefined;
  }, [edited, body]);
}

function NoRows(): React.JSX.Element | null {
  const { list } = useManager();
  const { filter, total, failure } = useSource(list);
  // The banner says why, and leads back.
  if (failure !== null) return null;
  if (total === null) return <ManagerMessage words={{ title: words.loading, text: '' }} isLoading />;
  return <ManagerMessage words={isNarrowed(filter) ? MANAGER_MESSAGES.noMatch : MANAGER_MESSAGES.noResponses} />;
}

function TableHeader(): React.JSX.Element {
  const { list } = useManager();
  const { sort } = useSource(list);
  return (
    <>
      {COLUMNS.map(({ id, align }, index) => (
        <DefinedSortHeaderCell
          key={id}
          column={id}
          title={managerStrings.columns[id]}
          definition={managerStrings.definitions[id]}
          align={align}
          stays={index === 0 ? STICKY_TITLE : undefined}
          sort={sort}
          onSort={(column) => {
            list.setSort(nextSort(sort, column, firstDirection(column)));
          }}
        />
      ))}
    </>
  );
}
