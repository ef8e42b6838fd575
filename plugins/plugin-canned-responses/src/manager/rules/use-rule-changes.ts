import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useEffect, useState } from 'react';
import { createRulesEditor, type RulesEditorState } from '../data/rules-editor';
import { newRuleId } from '../model/rule-draft';
import { useManager } from '../parts/manager-context';
import { ruleSentence } from './rule-words';
import type { Deed } from './rules-news';
import { rulesStrings } from './rules-strings';

/** The rules as they are stored, and their changes, each saved at once and told. */
export interface RuleChanges extends Pick<RulesEditorState, 'current' | 'isBusy' | 'failure'> {
  /** The last change that was saved; null for none. */
  readonly deed: Deed | null;
  /** Tries again what failed. */
  readonly retry: () => void;
  readonly add: (rule: Omit<ResponseRule, 'id'>, onAdded: () => void) => void;
  readonly remove: (rule: ResponseRule, index: number) => void;
}

export function useRuleChanges(): RuleChanges {
  const { api, format } = useManager();
  const [editor] = useState(() => createRulesEditor(api));
  const { current, isBusy, failure } = useSource(editor);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [retry, setRetry] = useState<(() => void) | null>(null);
  useEffect(() => {
    void editor.load();
  }, [editor]);

  /** A try after a failure is the same change, and tells the same. */
  async function tell(change: Promise<boolean>, done: () => void): Promise<void> {
    setDeed(null);
    if (await change) {
      done();
      return;
    }
    const failed = editor.getSnapshot().failure;
    setRetry(failed === null || failed.kind === 'conflict' ? null : () => () => void tell(failed.retry(), done));
  }

  function add(rule: Omit<ResponseRule, 'id'>, onAdded: () => void): void {
    const added = { ...rule, id: newRuleId(current?.rules ?? []) };
    void tell(
      editor.change((rules) => [...rules, added]),
      () => {
        onAdded();
        setDeed({ sentence: rulesStrings.added(ruleSentence(added, format)), undo: null });
      },
    );
  }

  function remove(rule: ResponseRule, index: number): void {
    const sentence = ruleSentence(rule, format);
    const undo = (): void =>
      void tell(
        editor.change((rules) => [...rules.slice(0, index), rule, ...rules.slice(index)]),
        () => {
          setDeed({ sentence: rulesStrings.restored(sentence), undo: null });
        },
      );
    void tell(
      editor.change((rules) => rules.filter(({ id }) => id !== rule.id)),
      () => {
        setDeed({ sentence: rulesStrings.removed(sentence), undo });
      },
    );
  }

  return { current, isBusy, failure, deed, retry: retry ?? (() => void editor.load()), add, remove };
}
