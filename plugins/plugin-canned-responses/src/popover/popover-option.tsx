import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Truncate } from '@twilio-paste/core/truncate';
import React, { memo } from 'react';
import type { Desk } from '../desk/desk';
import { useTask, wishOf } from '../desk/task-facts';
import type { SearchHit } from '../model/search-index';
import { MarkedText } from '../panel/marked-text';
import { useRowPreview } from '../panel/use-row-preview';

interface PopoverOptionProps {
  readonly id: string;
  readonly desk: Desk;
  readonly hit: SearchHit;
  readonly isActive: boolean;
  readonly onChoose: (item: CannedResponseItem) => void;
}

export const PopoverOption = memo(function PopoverOption({ id, desk, hit, isActive, onChoose }: PopoverOptionProps) {
  const { item, terms } = hit;
  const preview = useRowPreview(desk, item, wishOf(useTask(desk)).language);
  return (
    <Box
      id={id}
      role="option"
      aria-selected={isActive}
      paddingX="space40"
      paddingY="space20"
      cursor="pointer"
      backgroundColor={isActive ? 'colorBackgroundPrimaryWeakest' : 'colorBackgroundBody'}
      _hover={{ backgroundColor: isActive ? 'colorBackgroundPrimaryWeakest' : 'colorBackground' }}
      data-testid="canned-popover-option"
      data-response-id={item.id}
      onClick={() => {
        onChoose(item);
      }}
    >
      <Box display="flex" columnGap="space30" alignItems="baseline" fontSize="fontSize30" lineHeight="lineHeight20">
        <Box as="span" minWidth="0" fontWeight="fontWeightSemibold">
          <Truncate title={item.title}>
            <bdi dir="auto">
              <MarkedText text={item.title} terms={terms} />
            </bdi>
          </Truncate>
        </Box>
        {item.shortcut === null ? null : (
          <Box as="span" flexShrink={0} maxWidth="45%" color="colorTextWeak" fontSize="fontSize20">
            <Truncate title={`/${item.shortcut}`}>
              <bdi>
                /<MarkedText text={item.shortcut} terms={terms} />
              </bdi>
            </Truncate>
          </Box>
        )}
      </Box>
      <Box color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">
        <Truncate title={preview}>
          <bdi dir="auto">
            <MarkedText text={preview} terms={terms} />
          </bdi>
        </Truncate>
      </Box>
    </Box>
  );
});
