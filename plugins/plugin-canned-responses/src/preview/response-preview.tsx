import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { useLayoutEffect, useRef, type RefObject } from 'react';
import type { VariantPreference } from '../model/choose-variant';
import type { ComposerAvailability } from '../model/library-view';
import { PreviewForm } from './preview-form';
import { PreviewHeader } from './preview-header';
import { PreviewNotices } from './preview-notices';
import { previewStrings } from './preview-strings';
import { usePinnedResponse } from './use-pinned-response';

interface ResponsePreviewProps {
  readonly item: CannedResponseItem;
  /** False once it has left the library. */
  readonly isOffered: boolean;
  readonly isFavorite: boolean;
  readonly preference: VariantPreference;
  readonly availability: ComposerAvailability;
  /** What was filled in, by the name of the placeholder. */
  readonly answers: ReadonlyMap<string, string>;
  readonly onAnswer: (name: string, value: string) => void;
  readonly onFavorite: (item: CannedResponseItem, isFavorite: boolean) => void;
  readonly onClose: () => void;
}

/** One response as this customer would read it, before it is used. */
export function ResponsePreview(props: ResponsePreviewProps): React.JSX.Element {
  const { item, isOffered, isFavorite, onFavorite, onClose } = props;
  const pinned = usePinnedResponse(item);
  const { response } = pinned;
  const isShort = useShortWindow();
  const pane = useScrolledIntoView(isShort);
  const close = (): void => {
    // The focus must not vanish with the pane.
    if (pane.current?.contains(document.activeElement) === true) focusRow(item.id);
    onClose();
  };
  return (
    <Box
      ref={pane}
      as="section"
      aria-label={previewStrings.label(item.title)}
      display="flex"
      flexDirection="column"
      flexShrink={isShort ? 0 : 1}
      minHeight={isShort ? SHORT_HEIGHT : '0'}
      maxHeight={isShort ? SHORT_HEIGHT : '60%'}
      overflow="hidden"
      borderTopStyle="solid"
      borderTopWidth="borderWidth20"
      borderTopColor="colorBorderWeak"
      backgroundColor="colorBackgroundBody"
      data-testid="canned-preview"
      data-response-id-open={item.id}
      onKeyDown={(event: React.KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <PreviewHeader
        title={response?.title ?? item.title}
        item={item}
        isFavorite={isFavorite}
        onFavorite={onFavorite}
        onClose={close}
      />
      <PreviewNotices item={item} isOffered={isOffered} pinned={pinned} />
      {response === undefined ? null : <PreviewForm {...props} response={response} />}
    </Box>
  );
}

/** In a low window: of a title, a few lines of the text, and the buttons; less than the panel then has. */
const SHORT_HEIGHT = '220px';

/** In a low window it stands below the list, where the panel scrolls to. */
function useScrolledIntoView(isShort: boolean): RefObject<HTMLElement> {
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (isShort) pane.current?.scrollIntoView({ block: 'nearest' });
  }, [isShort]);
  return pane;
}

function focusRow(id: string): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="canned-row"]')];
  rows.find(({ dataset }) => dataset['responseId'] === id)?.focus();
}
