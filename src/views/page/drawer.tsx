import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { useUID } from '@twilio-paste/core/uid-library';
import { CloseIcon } from '@twilio-paste/icons/cjs/CloseIcon';
import React, { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { OWN_WORDS } from './own-words';

export interface DrawerStageProps {
  /** A {@link Drawer}; null while none is open. */
  readonly drawer: ReactNode;
  /** Escape, wherever the focus is: what the drawer covers can be had back without a way to it. */
  readonly onClose: () => void;
  /** The view, which goes on behind the drawer. */
  readonly children: ReactNode;
}

/** A view over which a drawer opens. */
export function DrawerStage({ drawer, onClose, children }: DrawerStageProps): React.JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (drawer === null || event.key !== 'Escape' || event.defaultPrevented) return;
    // A dialog that the view opened stands elsewhere in the page, and Escape is its own.
    if (event.target instanceof Node && event.currentTarget.contains(event.target)) onClose();
  };
  return (
    <Box {...OWN_WORDS} position="relative" width="100%" height="100%" overflow="hidden" onKeyDown={onKeyDown}>
      {children}
      {drawer}
    </Box>
  );
}

export interface DrawerProps {
  readonly testId: string;
  /** Names the drawer. */
  readonly title: ReactNode;
  readonly closeLabel: string;
  /** Below what scrolls, always in sight. Default: nothing. */
  readonly footer?: ReactNode;
  /** Another number takes the focus into the drawer again. */
  readonly focusKey: number;
  readonly onClose: () => void;
  /** Where the focus goes when a drawer that has it is closed; null where that is not drawn. */
  readonly returnFocus: () => HTMLElement | null;
  readonly children: ReactNode;
}

/**
 * Details beside a view that stays live and can be used: no modal dialog. The focus goes to its title, and back when it is
 * closed. (Paste's SideModal stands at the right in every reading direction, covers Flex's own header, and keeps to itself
 * whether it is open, which here the URL says.)
 */
export function Drawer(props: DrawerProps): React.JSX.Element {
  const { testId, title, closeLabel, footer, focusKey, onClose, returnFocus, children } = props;
  const titleId = useUID();
  const frame = useRef<HTMLElement>(null);
  const heading = useRef<HTMLSpanElement>(null);
  const back = useRef(returnFocus);
  useLayoutEffect(() => {
    back.current = returnFocus;
  });

  useLayoutEffect(() => {
    heading.current?.focus();
  }, [focusKey]);

  useLayoutEffect(() => {
    const own = frame.current;
    return () => {
      if (own?.contains(document.activeElement) === true) back.current()?.focus();
    };
  }, []);

  return (
    <Box
      ref={frame}
      role="dialog"
      aria-labelledby={titleId}
      position="absolute"
      top={0}
      bottom={0}
      zIndex="zIndex30"
      display="flex"
      flexDirection="column"
      color="colorText"
      backgroundColor="colorBackgroundBody"
      boxShadow="shadowHigh"
      style={PLACE}
      data-testid={testId}
    >
      <Box display="flex" alignItems="flex-start" columnGap="space30" padding="space50" paddingBottom="space30">
        <Box flexGrow={1} minWidth="0" style={BREAKING}>
          <Heading as="h2" variant="heading30" marginBottom="space0">
            <span ref={heading} id={titleId} tabIndex={-1} style={NO_RING}>
              {title}
            </span>
          </Heading>
        </Box>
        <Button variant="secondary_icon" size="icon_small" onClick={onClose} aria-label={closeLabel}>
          <CloseIcon decorative />
        </Button>
      </Box>
      {/* Reached by the keyboard, or it could not be scrolled without a pointer. */}
      <Box
        role="group"
        aria-labelledby={titleId}
        tabIndex={0}
        flexGrow={1}
        minHeight="0"
        overflowY="auto"
        paddingX="space50"
        paddingBottom="space50"
        _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
      >
        {children}
      </Box>
      {footer}
    </Box>
  );
}

/** At the end of the reading direction; never wider than there is room, as at 200 %. */
const PLACE = { insetInlineEnd: 0, width: 'min(100%, 600px)' } as const;
/** A name may be long, and without a space. */
const BREAKING = { overflowWrap: 'anywhere' } as const;
/** What has the focus here cannot be pressed: a ring would say so. */
const NO_RING = { outline: 'none' } as const;
