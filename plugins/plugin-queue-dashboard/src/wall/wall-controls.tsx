import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { fillScreen, mayFillScreen } from './full-screen';
import type { useTurn } from './use-turn';
import { wallStrings } from './wall-strings';

interface WallControlsProps {
  /** The pointer has moved just now. */
  readonly isPointed: boolean;
  readonly turning: ReturnType<typeof useTurn>;
  readonly onLeave: () => void;
}

/** Seen while the pointer moves or one of them has the focus: a wall has no need of buttons. */
export function WallControls({ isPointed, turning, onLeave }: WallControlsProps): React.JSX.Element {
  const { pause, step, toggle } = turning;
  const [hasFocus, setHasFocus] = useState(false);
  const isSeen = isPointed || hasFocus;
  const canFill = mayFillScreen() && document.fullscreenElement === null;
  return (
    <Box
      role="group"
      aria-label={wallStrings.controls}
      display="flex"
      flexWrap="wrap"
      justifyContent="flex-end"
      position="absolute"
      columnGap="space30"
      rowGap="space20"
      padding="space30"
      backgroundColor="colorBackgroundBody"
      borderRadius="borderRadius20"
      boxShadow="shadow"
      // Out of sight, and still to be reached with Tab.
      style={{ right: 8, bottom: 8, opacity: isSeen ? 1 : 0, pointerEvents: isSeen ? 'auto' : 'none' }}
      data-testid="wall-controls"
      data-seen={isSeen}
      onFocus={() => {
        setHasFocus(true);
      }}
      onBlur={() => {
        setHasFocus(false);
      }}
    >
      <Control
        name={wallStrings.previous}
        onPress={() => {
          step(-1);
        }}
      />
      <Control name={pause === null ? wallStrings.hold : wallStrings.goOn} onPress={toggle} />
      <Control
        name={wallStrings.next}
        onPress={() => {
          step(1);
        }}
      />
      {canFill ? (
        <Control
          name={wallStrings.fullScreen}
          onPress={() => {
            fillScreen();
          }}
        />
      ) : null}
      <Control name={wallStrings.leave} onPress={onLeave} />
    </Box>
  );
}

const Control = ({ name, onPress }: { readonly name: string; readonly onPress: () => void }): React.JSX.Element => (
  <Button variant="secondary" size="small" onClick={onPress}>
    {name}
  </Button>
);
