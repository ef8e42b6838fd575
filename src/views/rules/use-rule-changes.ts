import { useEffect, useState } from 'react';
import type { Deed, RulesTrouble } from './rules-state';
import type { RuleEditingWords, RulesWords } from './rules-words';

/** Rules that are saved with each change; what went wrong is in their state. */
export interface EditedRules<Rule> {
  readonly getSnapshot: () => { readonly failure: RulesTrouble | null };
  readonly load: () => Promise<boolean>;
  /** @returns whether they are saved */
  readonly change: (next: (rules: readonly Rule[]) => readonly Rule[]) => Promise<boolean>;
}

/** Changes of rules, each saved at once and told. */
export interface RuleChanges<Rule> {
  /** The last change that was saved; null for none. */
  readonly deed: Deed | null;
  /** Tries again what failed. */
  readonly retry: () => void;
  /** At the end; `onAdded` when it is saved. */
  readonly add: (rule: Omit<Rule, 'id'>, onAdded: () => void) => void;
  readonly remove: (rule: Rule, index: number) => void;
  /** Moves a rule by one place. */
  readonly move: (rule: Rule, by: 1 | -1) => void;
  /** Puts a rule in the place of the one of its id; `onSaved` when it is saved. */
  readonly edit: (before: Rule, rule: Rule, onSaved: () => void) => void;
}

interface RuleChangesOptions<Rule> {
  readonly editor: EditedRules<Rule>;
  readonly words: RulesWords;
  /** Null where a rule is only added and removed. */
  readonly editing: RuleEditingWords | null;
  readonly sentenceOf: (rule: Rule) => string;
  /** Makes up an id that none of the rules has. */
  readonly newId?: ((rules: readonly Rule[]) => string) | undefined;
}

/** Loads the rules, and makes their changes. */
export function useRuleChanges<Rule extends { readonly id: string }>(
  options: RuleChangesOptions<Rule>,
): RuleChanges<Rule> {
  const { editor, words, editing, sentenceOf, newId = newRuleId } = options;
  const [deed, setDeed] = useState<Deed | null>(null);
  const [retry, setRetry] = useState<(() => void) | null>(null);
  useEffect(() => {
    void editor.load();
  }, [editor]);

  /** A try after a failure is the same change, and tells the same. */
  async function tell(change: Promise<boolean>, done: () => Deed): Promise<void> {
    setDeed(null);
    if (await change) {
      setDeed(done());
      return;
    }
    const { failure } = editor.getSnapshot();
    setRetry(failure === null || failure.kind === 'conflict' ? null : () => () => void tell(failure.retry(), done));
  }

  function add(rule: Omit<Rule, 'id'>, onAdded: () => void): void {
    let sentence = '';
    const change = editor.change((rules) => {
      // What was left out is put in: the two are a rule.
      const added = { ...rule, id: newId(rules) } as unknown as Rule;
      sentence = sentenceOf(added);
      return [...rules, added];
    });
    void tell(change, () => {
      onAdded();
      return { sentence: words.added(sentence), undo: null };
    });
  }

  function remove(rule: Rule, index: number): void {
    const sentence = sentenceOf(rule);
    const undo = (): void =>
      void tell(
        editor.change((rules) => [...rules.slice(0, index), rule, ...rules.slice(index)]),
        () => ({ sentence: words.restored(sentence), undo: null }),
      );
    void tell(
      editor.change((rules) => rules.filter(({ id }) => id !== rule.id)),
      () => ({ sentence: words.removed(sentence), undo }),
    );
  }

  function move(rule: Rule, by: 1 | -1): void {
    const change = editor.change((rules) => {
      const others = rules.filter(({ id }) => id !== rule.id);
      const place = Math.max(0, rules.findIndex(({ id }) => id === rule.id) + by);
      return [...others.slice(0, place), rule, ...others.slice(place)];
    });
    void tell(change, () => ({
      sentence: words.moved(by === 1 ? words.down : words.up, sentenceOf(rule)),
      undo: null,
    }));
  }

  function edit(before: Rule, rule: Rule, onSaved: () => void): void {
    const put = (next: Rule) => editor.change((rules) => rules.map((each) => (each.id === next.id ? next : each)));
    const undo = (): void =>
      void tell(put(before), () => ({ sentence: words.restored(sentenceOf(before)), undo: null }));
    void tell(put(rule), () => {
      onSaved();
      return { sentence: editing?.changed(sentenceOf(rule)) ?? '', undo };
    });
  }

  return { deed, retry: retry ?? (() => void editor.load()), add, remove, move, edit };
}

/** An id that none of the rules has. */
export function newRuleId(rules: readonly { readonly id: string }[]): string {
  const taken = new Set(rules.map(({ id }) => id));
  let number = rules.length + 1;
  while (taken.has(`rule-${number}`)) number += 1;
  return `rule-${number}`;
}
