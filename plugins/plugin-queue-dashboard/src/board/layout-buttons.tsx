import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import type { BoardChoice } from '../choice/use-board-choice';
import { glanceStrings as words } from '../glance/glance-strings';

/** Whether the queues stand in a table or as cards. The wall is a place of its own. */
export const LayoutButtons = ({ layout, onLayout }: Pick<BoardChoice, 'layout' | 'onLayout'>): React.JSX.Element => (
  <Box role="group" aria-label={words.view} display="flex" columnGap="space20">
    {(['table', 'cards'] as const).map((each) => (
      <Button
        key={each}
        variant="secondary"
        size="small"
        pressed={layout === each}
        data-testid={`view-${each}`}
        onClick={() => {
          onLayout(each);
        }}
      >
        {words[each]}
      </Button>
    ))}
  </Box>
);
