import { OWN_WORDS } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import {
  ModalDialogPrimitiveContent as Content,
  ModalDialogPrimitiveOverlay as Overlay,
} from '@twilio-paste/core/modal-dialog-primitive';
import React, { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { units } from './units';
import type { useTurn } from './use-turn';
import { WallControls } from './wall-controls';
import { wallStrings } from './wall-strings';

interface WallLayerProps {
  /** Its `data-state`, for browser tests. */
  readonly state: string;
  readonly now: number;
  readonly turning: ReturnType<typeof useTurn>;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/** How long the controls stay after the pointer has moved. */
const CONTROLS_SHOWN_MS = 4000;

/** Lies over all of Flex, keeps the focus, and gives it back. Escape leaves. */
export function WallLayer({ state, now, turning, onLeave, children }: WallLayerProps): React.JSX.Element {
  const layer = useRef<HTMLDivElement>(null);
  const [movedAt, setMovedAt] = useState(0);
  const isPointed = now - movedAt < CONTROLS_SHOWN_MS;

  function onMove(): void {
    const at = Date.now();
    // A pointer moves a hundred times a second.
    setMovedAt((before) => (at - before < 1000 ? before : at));
  }
  function onKeyDown(event: KeyboardEvent): void {
    const action = actionOf(event, turning);
    if (action === null) return;
    event.preventDefault();
    action();
  }

  return (
    <Overlay
      isOpen
      initialFocusRef={layer}
      style={{ position: 'fixed', inset: 0, zIndex: Z_INDEX }}
      onDismiss={onLeave}
      // The content takes no handler for keys, whatever its types say.
      onKeyDown={onKeyDown}
    >
      <Content
        ref={layer}
        {...OWN_WORDS}
        aria-label={wallStrings.label}
        style={{ height: '100%', outline: 'none', cursor: isPointed ? undefined : 'none' }}
        data-testid="queue-wall"
        data-state={state}
        onPointerMove={onMove}
        onPointerDown={onMove}
      >
        <Box
          display="flex"
          flexDirection="column"
          justifyContent="space-between"
          height="100%"
          overflow="hidden"
          fontFamily="fontFamilyText"
          color="colorText"
          backgroundColor="colorBackgroundBody"
          style={{ boxSizing: 'border-box', padding: units(1.5), gap: units(1), lineHeight: 1.25 }}
        >
          {children}
        </Box>
        <WallControls isPointed={isPointed} turning={turning} onLeave={onLeave} />
      </Content>
    </Overlay>
  );
}

/** Flex's own layers end at 10,000. */
const Z_INDEX = 10_001;

/** What a key does on the wall; a button that has the focus keeps its Space. */
function actionOf(event: KeyboardEvent, { step, toggle }: ReturnType<typeof useTurn>): (() => void) | null {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey) return null;
  if (key === 'ArrowRight' || key === 'ArrowDown') {
    return () => {
      step(1);
    };
  }
  if (key === 'ArrowLeft' || key === 'ArrowUp') {
    return () => {
      step(-1);
    };
  }
  return key === ' ' && !(target instanceof HTMLButtonElement) ? toggle : null;
}
