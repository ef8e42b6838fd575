import { createRulesEditor } from '@flex-sync-suite/shared/flex';
import type { AlertRule } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { RulesDialog } from '@flex-sync-suite/shared/views';
import React, { useState } from 'react';
import { useBoardPorts } from '../data/board-ports';
import { useFormatters } from '../parts/formatters-context';
import { draftOf, EMPTY_ALERT_RULE } from './alert-rule-draft';
import { AlertRuleForm } from './alert-rule-form';
import { ALERT_RULE_EDITING, alertRuleStrings } from './alert-rule-strings';
import { AlertRuleWords, alertRuleSentence } from './alert-rule-words';
import { useQueueNames } from '../data/use-queue-names';

/** The rules that raise alerts: read by supervisors, changed by admins. */
export function AlertRulesDialog({ onClose }: { readonly onClose: () => void }): React.JSX.Element {
  const { settings } = useBoardPorts();
  const format = useFormatters();
  const queues = useQueueNames(format);
  const [editor] = useState(() => createRulesEditor(settings.alertRules));
  const state = useSource(editor);
  const worded = (rule: AlertRule) => {
    const { scope } = rule;
    const queueName = scope.kind === 'queue' ? queues.find(([sid]) => sid === scope.taskQueueSid)?.[1] : undefined;
    return { rule, format, queueName };
  };
  return (
    <RulesDialog
      {...{ editor, state, onClose }}
      words={alertRuleStrings}
      wordsOf={(rule) => <AlertRuleWords {...worded(rule)} />}
      sentenceOf={(rule) => alertRuleSentence(worded(rule))}
      renderNew={({ isBusy, onAdd }) => (
        <AlertRuleForm {...{ queues, isBusy }} initial={EMPTY_ALERT_RULE} onSubmit={onAdd} />
      )}
      editing={{
        words: ALERT_RULE_EDITING,
        renderEdited: ({ rule, isBusy, onSave, onCancel }) => (
          <AlertRuleForm
            {...{ queues, isBusy, onCancel }}
            initial={draftOf(rule)}
            onSubmit={(changed) => {
              onSave({ ...changed, id: rule.id });
            }}
          />
        ),
      }}
    />
  );
}
