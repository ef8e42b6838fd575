import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { groupStrings } from '../strings/group-strings';
import { QueueGroupsDialog } from './queue-groups-dialog';

/** Leads to the groups of queues. */
export function QueueGroupsButton(): React.JSX.Element {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        data-testid="open-groups"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {groupStrings.open}
      </Button>
      {isOpen ? (
        <QueueGroupsDialog
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
