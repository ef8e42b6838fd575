import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { type ReactNode } from 'react';
import { RuleList, type ShownRule } from './rule-list';
import { RulesFailed, RulesNews } from './rules-news';
import type { RulesWords } from './rules-words';
import type { RulesTrouble } from './rules-state';
import { useRuleChanges, type EditedRules, type RuleChanges } from './use-rule-changes';

export interface RulesDialogProps<Rule> extends ShownRule<Rule> {
  readonly words: RulesWords;
  readonly editor: EditedRules<Rule>;
  /** What the editor says now. */
  readonly state: {
    /** Null before the first answer. */
    readonly current: { readonly rules: readonly Rule[]; readonly canEdit: boolean } | null;
    readonly isBusy: boolean;
    readonly failure: RulesTrouble | null;
  };
  /** Where a rule is written. */
  readonly renderNew: (props: { readonly isBusy: boolean; readonly onAdd: RuleChanges<Rule>['add'] }) => ReactNode;
  readonly onClose: () => void;
}

/** Rules in their order: each change is saved at once, and told. */
export function RulesDialog<Rule extends { readonly id: string }>(props: RulesDialogProps<Rule>): React.JSX.Element {
  const { words, editor, state, wordsOf, sentenceOf, renderNew, onClose } = props;
  const { current, isBusy, failure } = state;
  const { deed, retry, add, remove, move } = useRuleChanges({ editor, words, sentenceOf });
  const headingId = useUID();
  return (
    <Modal ariaLabelledby={headingId} isOpen onDismiss={onClose} size="default" data-testid="rules-dialog">
      <ModalHeader>
        <ModalHeading as="h2" id={headingId}>
          {words.title}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Box display="flex" flexDirection="column" rowGap="space50">
          <Text as="p">{words.text}</Text>
          <RulesFailed words={words} failure={failure} onRetry={retry} />
          <RulesNews words={words} deed={deed} isBusy={isBusy} />
          {current === null ? (
            <Text as="p">{failure === null ? words.loading : ''}</Text>
          ) : (
            <>
              <RuleList
                {...{ words, wordsOf, sentenceOf }}
                rules={current.rules}
                changes={current.canEdit && !isBusy ? { remove, move } : null}
              />
              {current.canEdit ? renderNew({ isBusy, onAdd: add }) : <Text as="p">{words.readOnly}</Text>}
            </>
          )}
        </Box>
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          <Button variant="secondary" onClick={onClose} data-testid="rules-close">
            {words.close}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}
