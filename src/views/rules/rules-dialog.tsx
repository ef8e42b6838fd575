import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { Dialog } from '../page/dialog';
import { RuleList, type ShownRule } from './rule-list';
import { RuleForm, type RuleFormProps } from './rule-form';
import { RulesFailed, RulesNews } from './rules-news';
import type { RulesWords } from './rules-words';
import type { RulesTrouble } from './rules-state';
import { useEditedRule } from './use-edited-rule';
import { useRuleChanges, type EditedRules } from './use-rule-changes';

export interface RulesDialogProps<Rule> extends ShownRule<Rule>, Pick<RuleFormProps<Rule>, 'renderNew'> {
  readonly words: RulesWords;
  readonly editor: EditedRules<Rule>;
  /** What the editor says now. */
  readonly state: {
    /** Null before the first answer. */
    readonly current: { readonly rules: readonly Rule[]; readonly canEdit: boolean } | null;
    readonly isBusy: boolean;
    readonly failure: RulesTrouble | null;
  };
  /** Default: a rule is only added and removed. */
  readonly editing?: RuleFormProps<Rule>['editing'];
  /** Whether the order of the rules says something. Default true. */
  readonly isOrdered?: boolean;
  /** Makes up an id that none of the rules has. Default: numbers them. */
  readonly newId?: (rules: readonly Rule[]) => string;
  readonly onClose: () => void;
}

/** Rules in their order: each change is saved at once, and told. */
export function RulesDialog<Rule extends { readonly id: string }>(props: RulesDialogProps<Rule>): React.JSX.Element {
  const { words, editor, state, wordsOf, sentenceOf, renderNew, editing, isOrdered = true, newId, onClose } = props;
  const { current, isBusy, failure } = state;
  const editingWords = editing?.words ?? null;
  const changes = useRuleChanges({ editor, words, editing: editingWords, sentenceOf, newId });
  const { deed, retry, remove, move } = changes;
  const { edited, onEdit, endEdit } = useEditedRule(current?.rules ?? []);
  return (
    <Dialog title={words.title} closeLabel={words.close} onClose={onClose} testId="rules-dialog">
      <Box display="flex" flexDirection="column" rowGap="space50">
        <Text as="p">{words.text}</Text>
        <RulesFailed words={words} failure={failure} onRetry={retry} />
        <RulesNews words={words} deed={deed} isBusy={isBusy} />
        {current === null ? (
          <Text as="p">{failure === null ? words.loading : ''}</Text>
        ) : (
          <>
            <RuleList
              {...{ words, wordsOf, sentenceOf, isOrdered }}
              editing={editingWords}
              rules={current.rules}
              changes={current.canEdit && !isBusy ? { remove, move, edit: onEdit } : null}
            />
            {current.canEdit ? (
              <RuleForm {...{ renderNew, editing, edited, endEdit, changes, isBusy }} />
            ) : (
              <Text as="p">{words.readOnly}</Text>
            )}
          </>
        )}
      </Box>
    </Dialog>
  );
}
