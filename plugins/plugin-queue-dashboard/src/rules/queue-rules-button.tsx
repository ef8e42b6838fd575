import React from 'react';
import { useBoardPorts } from '../data/board-ports';
import { rulesStrings } from '../strings/rules-strings';
import { QueueRulesDialog } from './queue-rules-dialog';
import { RulesButton } from './rules-button';

/** Leads to the rules that say how service level is judged. */
export function QueueRulesButton(): React.JSX.Element {
  const { settings } = useBoardPorts();
  return (
    <RulesButton
      text={rulesStrings.open}
      testId="open-rules"
      renderDialog={(onClose) => <QueueRulesDialog {...{ settings, onClose }} />}
    />
  );
}
