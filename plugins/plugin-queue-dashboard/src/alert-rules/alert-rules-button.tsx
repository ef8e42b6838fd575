import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { alertRuleStrings } from './alert-rule-strings';
import { AlertRulesDialog } from './alert-rules-dialog';

/** Leads from the inbox to the rules that raise alerts. */
export function AlertRulesButton(): React.JSX.Element {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        data-testid="inbox-alert-rules"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {alertRuleStrings.open}
      </Button>
      {isOpen ? (
        <AlertRulesDialog
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
