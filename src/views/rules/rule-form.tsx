import React, { type ReactNode } from 'react';
import type { RuleEditingWords } from './rules-words';
import type { RuleBeingEdited } from './use-edited-rule';
import type { RuleChanges } from './use-rule-changes';

export interface RuleFormProps<Rule> extends Omit<RuleBeingEdited<Rule>, 'onEdit'> {
  /** Where a rule is written. */
  readonly renderNew: (props: { readonly isBusy: boolean; readonly onAdd: RuleChanges<Rule>['add'] }) => ReactNode;
  readonly editing?: RuleEditing<Rule> | undefined;
  readonly changes: Pick<RuleChanges<Rule>, 'add' | 'edit'>;
  readonly isBusy: boolean;
}

/** How a rule is changed in its place. */
export interface RuleEditing<Rule> {
  readonly words: RuleEditingWords;
  /** Where a rule is changed; it is gone when the rule is saved. */
  readonly renderEdited: (props: {
    readonly rule: Rule;
    readonly isBusy: boolean;
    readonly onSave: (rule: Rule) => void;
    readonly onCancel: () => void;
  }) => ReactNode;
}

/** Where a rule is written, or one that there is changed. */
export function RuleForm<Rule extends { readonly id: string }>(props: RuleFormProps<Rule>): React.JSX.Element {
  const { renderNew, editing, edited, endEdit, changes, isBusy } = props;
  if (editing === undefined || edited === undefined) return <>{renderNew({ isBusy, onAdd: changes.add })}</>;
  return (
    <React.Fragment key={edited.id}>
      {editing.renderEdited({
        rule: edited,
        isBusy,
        onSave: (rule) => {
          changes.edit(edited, rule, () => {
            endEdit({ isCancelled: false });
          });
        },
        onCancel: () => {
          endEdit({ isCancelled: true });
        },
      })}
    </React.Fragment>
  );
}
