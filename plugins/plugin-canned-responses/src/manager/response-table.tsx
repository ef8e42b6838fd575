import type { EditableResponse } from '@flex-sync-suite/shared/contract';
import { useListWindow, useRowNavigation } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback, useEffect, useRef, type RefObject } from 'react';
import { NO_LIST_FILTER } from './data/response-list';
import { ManagerMessage, RetryButton } from './manager-message';
import { useManager, useReadable } from './manager-context';
import { failureMessage, MANAGER_MESSAGES, managerStrings } from './manager-strings';
import { COLUMNS, ResponseRow, ROW_HEIGHT_PX, TABLE_WIDTH_PX } from './response-row';

const words = managerStrings.list;
/** Up to this many rows all are drawn: searching the page and printing then find everything. */
const MAX_UNWINDOWED = 60;
/** The next page is read when this many pixels are left below. */
const NEAR_END_PX = 600;

/** The responses that match the filter, by title. Enter or a click opens one. */
export function ResponseTable(): React.JSX.Element {
  const { list, editor, format, leave } = useManager();
  const state = useReadable(list);
  const { rows, total, failure, isLoading, hasMore } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const open = useCallback(
    (id: string) => {
      const response = list.getSnapshot().rows.find((row) => row.id === id);
      if (response === undefined) return;
      leave(() => {
        editor.open(response);
        // The row may be hours old.
        void editor.look();
      });
    },
    [list, editor, leave],
  );
  const order = rows.map(({ id }) => id);
  const { tabStop, containerProps } = useRowNavigation({
    order,
    container: body,
    idAttribute: 'data-response-id',
    onEnter: open,
  });
  const indexes = useListWindow({
    items: rows,
    keyOf: idOf,
    heightOf: rowHeight,
    tabStop: tabStop === undefined ? -1 : order.indexOf(tabStop),
    scroller,
    maxUnwindowed: MAX_UNWINDOWED,
  });

  useFocusBack(body);

  if (rows.length === 0) return <NoRows />;
  return (
    <>
      <Text as="p" role="status" color="colorTextWeak" paddingY="space20" data-testid="manager-count">
        {words.count(format.count(rows.length), format.count(total ?? rows.length))}
        {isLoading ? ` ${words.loading}` : ''}
      </Text>
      {failure === null ? null : (
        <Text as="p" role="alert" color="colorTextError">
          {words.incomplete(failure.message)}{' '}
          <Button variant="link" size="reset" onClick={list.reload}>
            {managerStrings.retry}
          </Button>
        </Text>
      )}
      <Box
        ref={scroller}
        flexGrow={1}
        minHeight="0"
        overflow="auto"
        data-testid="manager-scroller"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: React.UIEvent<HTMLElement>) => {
          if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) list.loadMore();
        }}
      >
        <table aria-label={words.label} aria-rowcount={1 + (total ?? rows.length)} style={TABLE_STYLE}>
          <colgroup>
            {COLUMNS.map(({ id, widthPx }) => (
              <col key={id} style={{ width: widthPx }} />
            ))}
          </colgroup>
          <TableHead />
          <Box as="tbody" ref={body} {...containerProps}>
            {indexes.map((index, position) => {
              const response = rows[index];
              if (response === undefined) return null;
              const skipped = index - ((indexes[position - 1] ?? -1) + 1);
              return (
                <React.Fragment key={response.id}>
                  {skipped > 0 ? <Gap rows={skipped} /> : null}
                  <ResponseRow
                    response={response}
                    ariaRowIndex={2 + index}
                    isTabStop={response.id === tabStop}
                    onOpen={open}
                  />
                </React.Fragment>
              );
            })}
            <Gap rows={rows.length - 1 - (indexes.at(-1) ?? rows.length - 1)} />
          </Box>
        </table>
        {hasMore ? (
          <Box padding="space40" textAlign="center">
            <Button variant="secondary" size="small" loading={isLoading} onClick={list.loadMore}>
              {words.loading}
            </Button>
          </Box>
        ) : null}
      </Box>
    </>
  );
}

/** Gives the keyboard its row back when the editor closes. */
function useFocusBack(body: RefObject<HTMLElement>): void {
  const edited = useReadable(useManager().editor);
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

function NoRows(): React.JSX.Element {
  const { list } = useManager();
  const { filter, total, failure } = useReadable(list);
  if (failure !== null) {
    return (
      <ManagerMessage
        words={failureMessage(managerStrings.failedResponses, failure)}
        action={<RetryButton onRetry={list.reload} />}
      />
    );
  }
  if (total === null) return <ManagerMessage words={{ title: words.loading, text: '' }} isLoading />;
  const isFiltered = JSON.stringify({ ...filter, library: null }) !== JSON.stringify(NO_LIST_FILTER);
  return <ManagerMessage words={isFiltered ? MANAGER_MESSAGES.noMatch : MANAGER_MESSAGES.noResponses} />;
}

const COLUMN_SCOPE = { scope: 'col' };

function TableHead(): React.JSX.Element {
  return (
    <Box as="thead" position="sticky" top={0} zIndex="zIndex20">
      <tr aria-rowindex={1}>
        {COLUMNS.map(({ id, align }) => (
          <Box
            key={id}
            as="th"
            {...COLUMN_SCOPE}
            backgroundColor="colorBackground"
            textAlign={align}
            padding="space30"
            fontSize="fontSize20"
            fontWeight="fontWeightSemibold"
            borderBottomStyle="solid"
            borderBottomWidth="borderWidth20"
            borderBottomColor="colorBorderWeaker"
            {...(id === 'edited' ? { title: managerStrings.editedExplanation } : {})}
          >
            {managerStrings.columns[id]}
          </Box>
        ))}
      </tr>
    </Box>
  );
}

function Gap({ rows }: { readonly rows: number }): React.JSX.Element | null {
  if (rows <= 0) return null;
  return (
    <tr aria-hidden="true" style={{ height: rows * ROW_HEIGHT_PX }}>
      <td colSpan={COLUMNS.length} />
    </tr>
  );
}

const idOf = ({ id }: EditableResponse): string => id;
const rowHeight = (): number => ROW_HEIGHT_PX;
// Paste's Table cannot give its columns a width; a windowed table needs fixed ones, or they jump while scrolling.
const TABLE_STYLE = {
  tableLayout: 'fixed',
  width: '100%',
  minWidth: TABLE_WIDTH_PX,
  borderCollapse: 'separate',
  borderSpacing: 0,
} as const;
