import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import {
  type Places,
  useListWindow,
  usePlace,
  useRowNavigation,
  useShortWindow,
  type ViewState,
} from '@flex-sync-suite/shared/views';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo, useMemo, type RefObject } from 'react';
import type { InsertWay } from '../data/own-use';
import type { VariantPreference } from '../model/choose-variant';
import type { Reasons } from '../model/context-rules';
import type { OwnUse } from '../model/filter-responses';
import type { SearchHit } from '../model/search-index';
import { usePanel } from '../parts/panel-context';
import { ROW_HEIGHT_PX } from '../parts/row-height';
import { ResponseRow } from './response-row';
import { panelStrings } from './panel-strings';
import { useTask } from '../parts/use-task';
import { useDwell } from './use-dwell';
import { useFollowingPreview } from './use-following-preview';

/** Up to this many rows all are drawn: searching the page and printing then find everything. */
const MAX_UNWINDOWED_ROWS = 10;

interface ResponseListProps {
  readonly hits: readonly SearchHit[];
  readonly reasons: Reasons;
  /** Where the list was left. */
  readonly place: ViewState;
  readonly own: OwnUse;
  readonly preference: VariantPreference;
  readonly openId: string | null;
  readonly onInsert: (item: CannedResponseItem, way: InsertWay, then?: 'send') => void;
  /** Whether Ctrl+Enter inserts and sends; else it is Enter. */
  readonly canSend: boolean;
  readonly onPreview: (item: CannedResponseItem) => void;
  /** Somebody looks at it: it may be wanted next. */
  readonly onDwell: (item: CannedResponseItem) => void;
  readonly onFavorite: (item: CannedResponseItem, isFavorite: boolean) => void;
}

/** The ranked list, of which only the rows near the visible part are drawn. */
export const ResponseList = memo(function ResponseList(props: ResponseListProps) {
  const { hits, place, openId, canSend, onPreview, onDwell } = props;
  const isShort = useShortWindow();
  const helpId = `canned-list-help-${useUID()}`;
  const order = useMemo(() => hits.map(({ item }) => item.id), [hits]);
  const { scroller, onScroll } = usePlace(place, placesOf(order));
  const { tabStop, containerProps } = useListKeys(props, order, scroller);
  const tabStopIndex = tabStop === undefined ? -1 : order.indexOf(tabStop);
  const indexes = useListWindow({
    items: hits,
    keyOf,
    heightOf,
    tabStop: tabStopIndex,
    scroller,
    maxUnwindowed: MAX_UNWINDOWED_ROWS,
  });
  const dwellProps = useDwell(hits, onDwell);
  useFollowingPreview(hits[tabStopIndex]?.item, openId, onPreview);

  return (
    <div
      ref={scroller}
      className="cr-scroller"
      style={{ minHeight: leastHeight(isShort, openId !== null) }}
      data-testid="canned-scroller"
      onScroll={onScroll}
    >
      <ScreenReaderOnly id={helpId}>{panelStrings.rowHelp(canSend)}</ScreenReaderOnly>
      <div
        role="grid"
        aria-label={panelStrings.list}
        aria-describedby={helpId}
        aria-rowcount={hits.length}
        className="cr-grid"
        style={{ height: hits.length * ROW_HEIGHT_PX }}
        {...dwellProps}
        {...containerProps}
      >
        <DrawnRows {...props} indexes={indexes} tabStop={tabStop} />
      </div>
    </div>
  );
});

/** Arrow keys walk, Enter inserts, and Ctrl+Enter sends too where that is allowed. */
function useListKeys(
  { hits, onInsert, canSend }: ResponseListProps,
  order: readonly string[],
  container: RefObject<HTMLElement>,
) {
  const insert = (id: string, then?: 'send'): void => {
    const hit = hits.find(({ item }) => item.id === id);
    if (hit !== undefined) onInsert(hit.item, 'key', then);
  };
  return useRowNavigation({
    order,
    container,
    idAttribute: 'data-response-id',
    onEnter: (id) => {
      insert(id);
    },
    onControlEnter: (id) => {
      insert(id, canSend ? 'send' : undefined);
    },
  });
}

interface DrawnRowsProps extends ResponseListProps {
  readonly indexes: readonly number[];
  readonly tabStop: string | undefined;
}

function DrawnRows(props: DrawnRowsProps): React.JSX.Element {
  const { indexes, tabStop, hits, reasons, own, openId, preference, onInsert, onPreview, onFavorite } = props;
  const { services } = usePanel();
  const task = useTask(services);
  const dragged = useSource(services.dragged);
  const lifted = dragged?.by === 'keyboard' ? dragged.item.id : null;
  return (
    <>
      {indexes.map((index) => {
        const hit = hits[index];
        if (hit === undefined) return null;
        const { id } = hit.item;
        return (
          <div key={id} role="presentation" className="cr-place" style={{ top: index * ROW_HEIGHT_PX }}>
            <ResponseRow
              item={hit.item}
              terms={hit.terms}
              reason={reasons.get(id) ?? null}
              preference={preference}
              task={task}
              isLifted={id === lifted}
              isFavorite={own.get(id)?.isFavorite === true}
              isTabStop={id === tabStop}
              isOpen={id === openId}
              ariaRowIndex={index + 1}
              onInsert={onInsert}
              onPreview={onPreview}
              onFavorite={onFavorite}
            />
          </div>
        );
      })}
    </>
  );
}

/** In a low window everything around the list scrolls, so the list need not give way. */
function leastHeight(isShort: boolean, isPreviewOpen: boolean): number {
  if (isShort) return ROW_HEIGHT_PX * 1.5;
  return isPreviewOpen ? ROW_HEIGHT_PX / 2 : ROW_HEIGHT_PX;
}

/** By their ids, so that a response that is published above moves nothing. */
const placesOf = (order: readonly string[]): Places => ({
  placeAt: (scrollTop) => (scrollTop === 0 ? null : (order[Math.floor(scrollTop / ROW_HEIGHT_PX)] ?? null)),
  topOf: (id) => (order.includes(id) ? order.indexOf(id) * ROW_HEIGHT_PX : undefined),
});

const keyOf = ({ item }: SearchHit): string => item.id;
const heightOf = (): number => ROW_HEIGHT_PX;
