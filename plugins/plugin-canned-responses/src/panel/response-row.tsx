import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import React, { memo } from 'react';
import { DRAG_TYPE } from '../parts/dragged-response';
import { RowHandle } from './row-handle';
import { announce, type AgentServices } from '../insert/agent-services';
import type { InsertWay } from '../data/own-use';
import type { VariantPreference } from '../model/choose-variant';
import type { Reason } from '../model/context-rules';
import type { ComposerInputs } from '../model/composer-state';
import { usePanel } from '../parts/panel-context';
import { MarkedText } from '../parts/marked-text';
import { IconButton } from '../parts/icon-button';
import { ReasonWords } from '../parts/reason-words';
import { ResponseHeading } from '../parts/response-heading';
import { RowIcon } from '../parts/row-icon';
import { StarIcon } from '../parts/star-icon';
import { useRowPreview } from '../parts/use-row-preview';
import { strings } from '../parts/strings';
import { panelStrings } from './panel-strings';

interface ResponseRowProps {
  readonly item: CannedResponseItem;
  readonly terms: readonly string[];
  /** Why it comes first; null for no reason. */
  readonly reason: Reason | null;
  readonly preference: VariantPreference;
  readonly task: ComposerInputs;
  readonly isFavorite: boolean;
  /** Whether it is lifted by keyboard. */
  readonly isLifted: boolean;
  readonly isTabStop: boolean;
  readonly isOpen: boolean;
  /** Position in the whole list, from 1. */
  readonly ariaRowIndex: number;
  readonly onInsert: (item: CannedResponseItem, way: InsertWay) => void;
  readonly onPreview: (item: CannedResponseItem) => void;
  readonly onFavorite: (item: CannedResponseItem, isFavorite: boolean) => void;
}

/** One response: a click inserts it, and it can be dragged as a whole. Plain elements: see {@link ResponseSheet}. */
export const ResponseRow = memo(function ResponseRow(props: ResponseRowProps) {
  const { item, preference, isLifted, isTabStop, isOpen, ariaRowIndex, onInsert, onPreview } = props;
  const { services } = usePanel();
  const tabIndex = isTabStop ? 0 : -1;
  return (
    <div
      role="row"
      aria-rowindex={ariaRowIndex}
      aria-selected={isOpen}
      tabIndex={tabIndex}
      draggable
      className="cr-row"
      data-testid="canned-row"
      data-response-id={item.id}
      onClick={() => {
        onInsert(item, 'click');
      }}
      onKeyDown={(event) => {
        if (event.key !== ' ' || event.target !== event.currentTarget) return;
        event.preventDefault();
        onPreview(item);
      }}
      onDragStart={({ dataTransfer }) => {
        drag(services, item, dataTransfer);
      }}
    >
      <div role="gridcell" className="cr-fixed">
        <RowHandle item={item} preference={preference} tabIndex={tabIndex} isLifted={isLifted} />
      </div>
      <RowTexts {...props} />
      <RowButtons {...props} tabIndex={tabIndex} />
    </div>
  );
});

function drag(services: AgentServices, item: CannedResponseItem, dataTransfer: DataTransfer): void {
  // Only the id, of a type of our own: dropped elsewhere it is nothing.
  dataTransfer.setData(DRAG_TYPE, item.id);
  dataTransfer.effectAllowed = 'copy';
  // A change of the page within this event can end the drag in Chromium.
  setTimeout(() => {
    services.dragged.set({ item, by: 'pointer' });
    announce(services, panelStrings.dragged(item.title));
  });
}

type RowTextsProps = Pick<ResponseRowProps, 'item' | 'terms' | 'reason' | 'preference' | 'task'>;

/** What it is called, how it begins, and where it belongs. */
function RowTexts({ item, terms, reason, preference, task }: RowTextsProps): React.JSX.Element {
  const { services } = usePanel();
  const preview = useRowPreview(services, task, item, preference.language);
  const belongs = belongsTo(item);
  return (
    <div role="gridcell" className="cr-texts">
      <ResponseHeading item={item} terms={terms} />
      <div dir="auto" data-cell="preview" className="cr-preview">
        <MarkedText text={preview} terms={terms} />
      </div>
      <div title={belongs} className="cr-belongs">
        {reason === null ? null : (
          <>
            <ReasonWords reason={reason} /> ·{' '}
          </>
        )}
        <bdi data-cell="belongs">{belongs}</bdi>
      </div>
    </div>
  );
}

interface RowButtonsProps extends Pick<ResponseRowProps, 'item' | 'isFavorite' | 'onPreview' | 'onFavorite'> {
  readonly tabIndex: number;
}

function RowButtons({ item, tabIndex, isFavorite, onPreview, onFavorite }: RowButtonsProps): React.JSX.Element {
  return (
    <div role="gridcell" className="cr-fixed">
      <IconButton
        label={panelStrings.openPreview(item.title)}
        testId="canned-row-preview"
        tabIndex={tabIndex}
        onPress={() => {
          onPreview(item);
        }}
      >
        <RowIcon name="eye" />
      </IconButton>
      <IconButton
        label={strings.star(item.title)}
        testId="canned-row-star"
        tabIndex={tabIndex}
        isPressed={isFavorite}
        onPress={() => {
          onFavorite(item, !isFavorite);
        }}
      >
        <StarIcon isOn={isFavorite} />
      </IconButton>
    </div>
  );
}

const belongsTo = ({ category, libraryName, tags }: CannedResponseItem): string =>
  [category, libraryName, ...tags.map((tag) => `#${tag}`)].filter((part) => part !== null).join(' · ');
