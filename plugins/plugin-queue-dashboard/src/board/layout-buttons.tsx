import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { glanceStrings as words } from '../glance/glance-strings';
import type { LayoutSwitch } from './use-layout';

/** Whether the queues stand in a table or as cards. The wall is a place of its own. */
export const LayoutButtons = ({
  layout: { isCards, choose },
}: {
  readonly layout: LayoutSwitch;
}): React.JSX.Element => (
  <Box role="group" aria-label={words.view} display="flex" columnGap="space20">
    <Button
      variant="secondary"
      size="small"
      pressed={!isCards}
      data-testid="view-table"
      onClick={() => {
        choose(false);
      }}
    >
      {words.table}
    </Button>
    <Button
      variant="secondary"
      size="small"
      pressed={isCards}
      data-testid="view-cards"
      onClick={() => {
        choose(true);
      }}
    >
      {words.cards}
    </Button>
  </Box>
);
