import { Box } from '@twilio-paste/core/box';
import { Button, type ButtonProps } from '@twilio-paste/core/button';
import { Spinner } from '@twilio-paste/core/spinner';
import React, { forwardRef, useState, type MouseEvent } from 'react';

export interface ActionButtonProps extends Pick<
  ButtonProps,
  'variant' | 'size' | 'type' | 'onClick' | 'children' | 'aria-label'
> {
  /** What it does is being done. Default false. */
  readonly isBusy?: boolean;
  /** There is nothing for it to do. Default false. */
  readonly isOff?: boolean;
  readonly 'data-testid'?: string;
}

/**
 * A button that does nothing while it is busy or off, and never loses the focus with that: a browser takes it from whatever
 * becomes `disabled`, and then Escape closes no dialog and Tab begins anew. It says `aria-disabled` instead, until somebody goes on.
 */
export const ActionButton = forwardRef<HTMLButtonElement, ActionButtonProps>(function ActionButton(
  { isBusy = false, isOff = false, onClick, children, ...rest },
  ref,
) {
  const [hasFocus, setHasFocus] = useState(false);
  const isHeld = isBusy || (isOff && hasFocus);
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    // Of a form, too: Enter in one of its fields presses this button.
    if (isHeld) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <Button
      {...rest}
      ref={ref}
      disabled={isOff && !isHeld}
      aria-disabled={isHeld}
      onFocus={() => {
        setHasFocus(true);
      }}
      onBlur={() => {
        setHasFocus(false);
      }}
      onClick={press}
    >
      {/* As wide as before: nothing beside it moves. */}
      <span style={isBusy ? UNSEEN : isHeld ? WEAK : NO_STYLE}>{children}</span>
      {isBusy ? (
        <Box as="span" position="absolute" top={0} right={0} bottom={0} left={0} style={CENTRED}>
          <Spinner decorative delay={0} size="sizeIcon20" />
        </Box>
      ) : null}
    </Button>
  );
});

const NO_STYLE = {};
const WEAK = { opacity: 0.6 } as const;
const UNSEEN = { opacity: 0 } as const;
const CENTRED = { display: 'flex', alignItems: 'center', justifyContent: 'center' } as const;
