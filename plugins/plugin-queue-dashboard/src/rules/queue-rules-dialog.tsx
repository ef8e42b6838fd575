import { createRulesEditor } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { RulesDialog } from '@flex-sync-suite/shared/views';
import React, { useState } from 'react';
import { useBoardPorts } from '../data/board-ports';
import { useFormatters } from '../parts/formatters-context';
import { QueueRuleWords, queueRuleSentence } from '../parts/queue-rule-words';
import { rulesStrings } from '../strings/rules-strings';
import { NewQueueRule } from './new-queue-rule';
import { useRuleCounts } from './use-rule-counts';

/** The rules that say how service level is judged: read by supervisors, changed by admins. */
export function QueueRulesDialog({ onClose }: { readonly onClose: () => void }): React.JSX.Element {
  const { settings } = useBoardPorts();
  const format = useFormatters();
  const [editor] = useState(() => createRulesEditor(settings.rules));
  const state = useSource(editor);
  const counts = useRuleCounts(settings, state.current?.revision);
  return (
    <RulesDialog
      {...{ editor, state, onClose }}
      words={rulesStrings}
      wordsOf={(rule) => (
        <QueueRuleWords {...{ rule, format }} countsIn={counts === null ? null : (counts.get(rule.id) ?? 0)} />
      )}
      sentenceOf={(rule) => queueRuleSentence(rule, format)}
      renderNew={(props) => <NewQueueRule {...props} />}
    />
  );
}
