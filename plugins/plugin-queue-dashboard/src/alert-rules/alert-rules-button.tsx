import React from 'react';
import { useBoardPorts } from '../data/board-ports';
import { RulesButton } from '../rules/rules-button';
import { alertRuleStrings } from './alert-rule-strings';
import { AlertRulesDialog } from './alert-rules-dialog';

/** Leads to the rules that raise alerts. @param testId it stands on the board and in the inbox */
export function AlertRulesButton({ testId }: { readonly testId: string }): React.JSX.Element {
  const { settings } = useBoardPorts();
  return (
    <RulesButton
      text={alertRuleStrings.open}
      testId={testId}
      renderDialog={(onClose) => <AlertRulesDialog {...{ settings, onClose }} />}
    />
  );
}
