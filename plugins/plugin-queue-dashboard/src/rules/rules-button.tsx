import { Button } from '@twilio-paste/core/button';
import React, { useState, type ReactNode } from 'react';

interface RulesButtonProps {
  readonly text: string;
  readonly testId: string;
  readonly renderDialog: (onClose: () => void) => ReactNode;
}

/** Leads to rules. */
export function RulesButton({ text, testId, renderDialog }: RulesButtonProps): React.JSX.Element {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        data-testid={testId}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {text}
      </Button>
      {isOpen
        ? renderDialog(() => {
            setIsOpen(false);
          })
        : null}
    </>
  );
}
