import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { useBoardPorts } from '../data/board-ports';
import { rulesStrings } from '../parts/rules-strings';
import { QueueRulesDialog } from './queue-rules-dialog';

/** Leads to the rules that say how service level is judged. */
export function QueueRulesButton(): React.JSX.Element {
  const { settings } = useBoardPorts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        data-testid="open-rules"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {rulesStrings.open}
      </Button>
      {isOpen ? (
        <QueueRulesDialog
          settings={settings}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
