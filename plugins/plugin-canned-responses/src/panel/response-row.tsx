import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { ShowIcon } from '@twilio-paste/icons/cjs/ShowIcon';
import React, { memo } from 'react';
import { CARRIED_TYPE } from '../drag/carry';
import { RowHandle } from '../drag/row-handle';
import { announce } from '../desk/desk';
import { agentStrings } from '../desk/agent-strings';
import type { InsertWay } from '../data/own-use';
import type { VariantWish } from '../model/choose-variant';
import { usePanel } from './desk-context';
import { MarkedText } from './marked-text';
import { IconButton } from './icon-button';
import { StarIcon } from './star-icon';
import { useRowPreview } from './use-row-preview';

/** Title, two lines of text, one of where it belongs. */
export const ROW_HEIGHT_PX = 96;

interface ResponseRowProps {
  readonly item: CannedResponseItem;
  readonly terms: readonly string[];
  readonly wish: VariantWish;
  readonly isFavorite: boolean;
  readonly isTabStop: boolean;
  readonly isOpen: boolean;
  /** Position in the whole list, from 1. */
  readonly ariaRowIndex: number;
  readonly onInsert: (item: CannedResponseItem, way: InsertWay) => void;
  readonly onPreview: (item: CannedResponseItem) => void;
  readonly onFavorite: (item: CannedResponseItem, isFavorite: boolean) => void;
}

/** One response: a click inserts it, and it can be dragged as a whole. */
export const ResponseRow = memo(function ResponseRow(props: ResponseRowProps) {
  const { item, terms, wish, isFavorite, isTabStop, isOpen, ariaRowIndex, onInsert, onPreview, onFavorite } = props;
  const { desk } = usePanel();
  const preview = useRowPreview(desk, item, wish.language);
  const tabIndex = isTabStop ? 0 : -1;
  return (
    <Box
      role="row"
      aria-rowindex={ariaRowIndex}
      aria-selected={isOpen}
      tabIndex={tabIndex}
      draggable
      display="flex"
      alignItems="flex-start"
      columnGap="space20"
      height={`${ROW_HEIGHT_PX}px`}
      paddingY="space30"
      paddingX="space20"
      cursor="pointer"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth10"
      borderBottomColor="colorBorderWeaker"
      backgroundColor={isOpen ? 'colorBackgroundPrimaryWeakest' : 'colorBackgroundBody'}
      _hover={{ backgroundColor: isOpen ? 'colorBackgroundPrimaryWeakest' : 'colorBackground' }}
      _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
      data-testid="canned-row"
      data-response-id={item.id}
      onClick={() => {
        onInsert(item, 'click');
      }}
      onKeyDown={(event: React.KeyboardEvent) => {
        if (event.key !== ' ' || event.target !== event.currentTarget) return;
        event.preventDefault();
        onPreview(item);
      }}
      onDragStart={(event: React.DragEvent) => {
        // Only the id, of a type of our own: dropped elsewhere it is nothing.
        event.dataTransfer.setData(CARRIED_TYPE, item.id);
        event.dataTransfer.effectAllowed = 'copy';
        // A change of the page within this event can end the drag in Chromium.
        setTimeout(() => {
          desk.carried.set({ item, by: 'pointer' });
          announce(desk, agentStrings.dragged(item.title));
        });
      }}
    >
      <div role="gridcell" style={FIXED}>
        <RowHandle item={item} wish={wish} tabIndex={tabIndex} />
      </div>
      <div role="gridcell" style={GROWING}>
        <Box display="flex" columnGap="space20" alignItems="baseline" fontSize="fontSize30" lineHeight="lineHeight20">
          <span title={item.title} style={TITLE}>
            <bdi dir="auto" data-cell="title">
              <MarkedText text={item.title} terms={terms} />
            </bdi>
          </span>
          {item.shortcut === null ? null : (
            <Box
              as="span"
              flexShrink={0}
              maxWidth="45%"
              paddingX="space20"
              borderRadius="borderRadius20"
              backgroundColor="colorBackgroundStrong"
              fontSize="fontSize20"
              fontFamily="fontFamilyCode"
              title={`/${item.shortcut}`}
              style={ONE_LINE}
            >
              <bdi data-cell="shortcut">
                /<MarkedText text={item.shortcut} terms={terms} />
              </bdi>
            </Box>
          )}
        </Box>
        <div dir="auto" data-cell="preview" style={TWO_LINES}>
          <MarkedText text={preview} terms={terms} />
        </div>
        <Box
          color="colorTextWeak"
          fontSize="fontSize20"
          lineHeight="lineHeight20"
          title={belongs(item)}
          style={ONE_LINE}
        >
          <bdi data-cell="belongs">{belongs(item)}</bdi>
        </Box>
      </div>
      <div role="gridcell" style={FIXED}>
        <IconButton
          label={agentStrings.openPreview(item.title)}
          testId="canned-row-preview"
          tabIndex={tabIndex}
          onPress={() => {
            onPreview(item);
          }}
        >
          <ShowIcon decorative size="sizeIcon20" />
        </IconButton>
        <IconButton
          label={agentStrings.star(item.title)}
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
    </Box>
  );
});

// Plain styles where no token is needed: a list that is searched as one types draws many rows, and each Paste box costs.
const FIXED = { flexShrink: 0, display: 'flex' } as const;
const GROWING = { flexGrow: 1, minWidth: 0 } as const;
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const TITLE = { ...ONE_LINE, minWidth: 0, fontWeight: 600 } as const;

/** Two lines, cut by the browser where they end. */
const TWO_LINES = {
  display: '-webkit-box',
  WebkitLineClamp: 2,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  fontSize: '0.75rem',
  lineHeight: '1rem',
  height: '2rem',
  margin: '2px 0',
  unicodeBidi: 'isolate',
} as const;

const belongs = ({ category, libraryName, tags }: CannedResponseItem): string =>
  [category, libraryName, ...tags.map((tag) => `#${tag}`)].filter((part) => part !== null).join(' · ');
