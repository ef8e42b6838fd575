import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import { Truncate } from '@twilio-paste/core/truncate';
import React from 'react';
import { IconButton } from '../parts/icon-button';
import { RowIcon } from '../parts/row-icon';
import { StarIcon } from '../parts/star-icon';
import { strings } from '../parts/strings';
import { previewStrings } from './preview-strings';

interface PreviewHeaderProps {
  /** Of the text that is shown; the item may have another by now. */
  readonly title: string;
  readonly item: CannedResponseItem;
  readonly isFavorite: boolean;
  readonly onFavorite: (item: CannedResponseItem, isFavorite: boolean) => void;
  readonly onClose: () => void;
}

/** Which response it is, its star, and the way out. */
export function PreviewHeader({ title, item, isFavorite, onFavorite, onClose }: PreviewHeaderProps): React.JSX.Element {
  return (
    <Box display="flex" alignItems="center" columnGap="space20" paddingX="space40" paddingTop="space30" flexShrink={0}>
      <Box flexGrow={1} minWidth="0">
        <Text as="h3" fontSize="fontSize30" lineHeight="lineHeight30" fontWeight="fontWeightSemibold" margin="space0">
          <Truncate title={title}>
            <bdi dir="auto">{title}</bdi>
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
      <IconButton label={previewStrings.close} testId="canned-preview-close" onPress={onClose}>
        <RowIcon name="close" />
      </IconButton>
    </Box>
  );
}
