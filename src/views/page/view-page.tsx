import { Box } from '@twilio-paste/core/box';
import React, { forwardRef, type ReactNode } from 'react';
import { OWN_WORDS } from './own-words';
import { useShortWindow } from './use-short-window';

export interface ViewPageProps {
  readonly testId: string;
  /** What the page shows, such as the kind of its `LiveViewState`: its `data-state`, for browser tests. */
  readonly state: string;
  readonly children: ReactNode;
}

/**
 * The frame of a view that has the page to itself: a column as high as Flex leaves room, which scrolls where that is too
 * little for what stays in sight.
 */
export const ViewPage = forwardRef<HTMLElement, ViewPageProps>(function ViewPage({ testId, state, children }, ref) {
  const isShort = useShortWindow();
  return (
    <Box
      ref={ref}
      {...OWN_WORDS}
      display="flex"
      flexDirection="column"
      width="100%"
      height="100%"
      overflow={isShort ? 'auto' : undefined}
      padding={isShort ? 'space30' : 'space60'}
      color="colorText"
      backgroundColor="colorBackgroundBody"
      data-testid={testId}
      data-state={state}
    >
      {children}
    </Box>
  );
});
