import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { explanationStrings } from '../parts/explanation-strings';

interface BoardActionsProps {
  readonly onExplain: () => void;
}

/** What can be done with all figures that are shown. */
export function BoardActions({ onExplain }: BoardActionsProps): React.JSX.Element {
  return (
    <Button variant="secondary" size="small" data-testid="explain-figures" onClick={onExplain}>
      {explanationStrings.open}
    </Button>
  );
}
