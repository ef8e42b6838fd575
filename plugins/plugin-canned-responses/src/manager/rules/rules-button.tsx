import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { isSharedEditor } from '../data/library-list';
import { useManager } from '../parts/manager-context';
import { ResponseRulesDialog } from './rules-dialog';
import { rulesStrings } from './rules-strings';

/** Leads to the rules, for who may change them: who writes for others. */
export function RulesButton(): React.JSX.Element | null {
  const { editable } = useManager();
  const [isOpen, setIsOpen] = useState(false);
  if (!isSharedEditor(editable)) return null;
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        data-testid="manager-rules"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {rulesStrings.open}
      </Button>
      {isOpen ? (
        <ResponseRulesDialog
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
