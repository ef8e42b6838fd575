import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { type RefObject } from 'react';
import { LibraryActions } from './library-actions';
import { OwnerFilter, SearchFilter, StatusFilter, UnusedFilter } from './response-filters';

// What scrolls clips: room for the ring around what has the focus.
const ROOM_FOR_FOCUS = { padding: '4px', margin: '-4px' };

/** Search, filters, and what can be done with the whole library. */
export function ResponseToolbar({ search }: { readonly search: RefObject<HTMLInputElement> }): React.JSX.Element {
  // In a low window all of it is one line that scrolls, so that rows are in sight.
  const isShort = useShortWindow();
  return (
    <Box
      display="flex"
      flexShrink={0}
      flexWrap={isShort ? 'nowrap' : 'wrap'}
      alignItems="flex-end"
      columnGap="space40"
      rowGap="space30"
      overflowX={isShort ? 'auto' : undefined}
      style={isShort ? ROOM_FOR_FOCUS : {}}
    >
      <SearchFilter field={search} />
      <StatusFilter />
      <OwnerFilter />
      <UnusedFilter />
      <LibraryActions />
    </Box>
  );
}
