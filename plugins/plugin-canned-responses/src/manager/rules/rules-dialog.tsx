import { parseWithSchema, ResponseRulesConflict, type ResponseRule } from '@flex-sync-suite/shared/contract';
import { createRulesEditor, type RulesStore } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { RulesDialog } from '@flex-sync-suite/shared/views';
import React, { useState } from 'react';
import type { ManagerApi } from '../data/manager-api';
import { useManager } from '../parts/manager-context';
import { NewRule } from './new-rule';
import { RuleWords, ruleSentence } from './rule-words';
import { rulesStrings } from './rules-strings';

/** The rules that put responses first: each change is saved at once. */
export function ResponseRulesDialog({ onClose }: { readonly onClose: () => void }): React.JSX.Element {
  const { api, format } = useManager();
  const [editor] = useState(() => createRulesEditor(rulesIn(api)));
  const state = useSource(editor);
  return (
    <RulesDialog
      {...{ editor, state, onClose }}
      words={rulesStrings}
      wordsOf={(rule) => <RuleWords rule={rule} format={format} />}
      sentenceOf={(rule) => ruleSentence(rule, format)}
      renderNew={(props) => <NewRule {...props} />}
    />
  );
}

const rulesIn = (api: Pick<ManagerApi, 'rules' | 'replaceRules'>): RulesStore<ResponseRule> => ({
  read: () => api.rules(),
  replace: (update) => api.replaceRules({ ...update }),
  conflictIn: (body) => {
    const refused = parseWithSchema(ResponseRulesConflict, body);
    return refused.ok ? refused.value.current : null;
  },
});
