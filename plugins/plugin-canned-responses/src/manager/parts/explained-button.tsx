import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';

interface ExplainedButtonProps {
  /** Id of the element that says why it is off; null while it is on. */
  readonly offBecauseId: string | null;
  readonly testId: string;
  readonly onClick: () => void;
  readonly children: string;
}

/** A button that can be off and then tells why. It is not `disabled`: the keyboard has to reach it to hear the reason. */
export function ExplainedButton({ offBecauseId, testId, onClick, children }: ExplainedButtonProps): React.JSX.Element {
  const off = offBecauseId === null ? {} : { 'aria-disabled': true, 'aria-describedby': offBecauseId };
  return (
    <Box style={offBecauseId === null ? {} : LOOKS_OFF}>
      <Button
        variant="secondary"
        {...off}
        data-testid={testId}
        onClick={() => {
          if (offBecauseId === null) onClick();
        }}
      >
        {children}
      </Button>
    </Box>
  );
}

const LOOKS_OFF = { opacity: 0.55 };
