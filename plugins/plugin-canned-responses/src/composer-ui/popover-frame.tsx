import { Box } from '@twilio-paste/core/box';
import React, { type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { ResponseSheet } from '../parts/response-sheet';
import type { Bounds } from './bounds';

const POPOVER_WIDTH_PX = 420;
const MAX_HEIGHT_PX = 360;

interface PopoverFrameProps {
  /** Of the message field, above which it stands. */
  readonly bounds: Bounds;
  readonly hint: string;
  readonly children: ReactNode;
}

/** Stands above the message field, with the keys that work named below what it shows. */
export function PopoverFrame({ bounds, hint, children }: PopoverFrameProps): React.JSX.Element {
  return createPortal(
    <Box
      position="fixed"
      zIndex="zIndex80"
      display="flex"
      flexDirection="column"
      overflow="hidden"
      borderStyle="solid"
      borderWidth="borderWidth10"
      borderColor="colorBorderWeak"
      borderRadius="borderRadius30"
      backgroundColor="colorBackgroundBody"
      boxShadow="shadowHigh"
      color="colorText"
      fontFamily="fontFamilyText"
      style={{
        left: Math.max(8, Math.min(bounds.left, window.innerWidth - POPOVER_WIDTH_PX - 8)),
        bottom: window.innerHeight - bounds.top + 8,
        width: POPOVER_WIDTH_PX,
        maxWidth: 'calc(100vw - 16px)',
        maxHeight: `min(${MAX_HEIGHT_PX}px, ${Math.max(120, bounds.top - 16)}px)`,
      }}
      data-testid="canned-popover"
      onMouseDown={(event: React.MouseEvent) => {
        // The focus stays in the message field.
        event.preventDefault();
      }}
    >
      <ResponseSheet />
      {children}
      <Box
        flexShrink={0}
        paddingX="space40"
        paddingY="space20"
        backgroundColor="colorBackground"
        color="colorTextWeak"
        fontSize="fontSize20"
      >
        {hint}
      </Box>
    </Box>,
    document.body,
  );
}
