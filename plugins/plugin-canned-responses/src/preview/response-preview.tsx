import type { CannedResponse, CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Text } from '@twilio-paste/core/text';
import { Truncate } from '@twilio-paste/core/truncate';
import React, { useLayoutEffect, useRef } from 'react';
import type { VariantPreference } from '../model/choose-variant';
import type { ComposerAvailability } from '../model/library-view';
import { IconButton } from '../parts/icon-button';
import { RowIcon } from '../parts/row-icon';
import { StarIcon } from '../parts/star-icon';
import { PreviewForm } from './preview-form';
import { usePinnedResponse } from './use-pinned-response';
import { insertStrings } from '../insert/insert-strings';
import { strings } from '../parts/strings';
import { previewStrings } from './preview-strings';

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
  const { item, isOffered, isFavorite, preference, availability, answers, onAnswer, onFavorite, onClose } = props;
  const { response, obstacle, isChanged, showNew } = usePinnedResponse(item);
  const pane = useRef<HTMLElement>(null);
  const isShort = useShortWindow();
  useLayoutEffect(() => {
    // In a low window it stands below the list, where the panel scrolls to.
    if (isShort) pane.current?.scrollIntoView({ block: 'nearest' });
  }, [isShort]);
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
      <Box
        display="flex"
        alignItems="center"
        columnGap="space20"
        paddingX="space40"
        paddingTop="space30"
        flexShrink={0}
      >
        <Box flexGrow={1} minWidth="0">
          <Text as="h3" fontSize="fontSize30" lineHeight="lineHeight30" fontWeight="fontWeightSemibold" margin="space0">
            <Truncate title={titleOf(response, item)}>
              <bdi dir="auto">{titleOf(response, item)}</bdi>
            </Truncate>
          </Text>
        </Box>
        <IconButton
          label={strings.star(item.title)}
          isPressed={isFavorite}
          testId="canned-preview-star"
          onPress={() => {
            onFavorite(item, !isFavorite);
          }}
        >
          <StarIcon isOn={isFavorite} />
        </IconButton>
        <IconButton label={previewStrings.close} testId="canned-preview-close" onPress={close}>
          <RowIcon name="close" />
        </IconButton>
      </Box>
      <div role="status">
        {isChanged ? (
          <Box padding="space30" data-testid="canned-changed">
            <Callout variant="warning">
              <CalloutText>{previewStrings.changed}</CalloutText>
              <Button variant="link" size="small" data-testid="canned-show-new" onClick={showNew}>
                {previewStrings.showNew}
              </Button>
            </Callout>
          </Box>
        ) : null}
        {isOffered && obstacle === null ? null : (
          <Box padding="space40" fontSize="fontSize30" data-testid="canned-preview-obstacle">
            {insertStrings.unavailable[isOffered ? (obstacle ?? 'not-yet') : 'gone'](item.title)}
          </Box>
        )}
        {response === undefined && obstacle === null && isOffered ? (
          <Box padding="space40" fontSize="fontSize30">
            {previewStrings.loading(item.title)}
          </Box>
        ) : null}
      </div>
      {response === undefined ? null : (
        <PreviewForm
          item={item}
          response={response}
          isOffered={isOffered}
          preference={preference}
          availability={availability}
          answers={answers}
          onAnswer={onAnswer}
        />
      )}
    </Box>
  );
}

/** In a low window: of a title, a few lines of the text, and the buttons; less than the panel then has. */
const SHORT_HEIGHT = '220px';

const titleOf = (response: CannedResponse | undefined, item: CannedResponseItem): string =>
  response?.title ?? item.title;

function focusRow(id: string): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="canned-row"]')];
  rows.find(({ dataset }) => dataset['responseId'] === id)?.focus();
}
