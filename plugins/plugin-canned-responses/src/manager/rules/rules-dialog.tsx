import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useState } from 'react';
import { createRulesEditor } from '../data/rules-editor';
import { newRuleId } from '../model/rule-draft';
import { useManager } from '../parts/manager-context';
import { NewRule } from './new-rule';
import { RuleList } from './rule-list';
import { ruleSentence } from './rule-words';
import { RulesFailed, RulesNews, type Deed } from './rules-news';
import { rulesStrings } from './rules-strings';

/** The rules that put responses first: each change is saved at once. */
export function RulesDialog({ onClose }: { readonly onClose: () => void }): React.JSX.Element {
  const { api, format } = useManager();
  const [editor] = useState(() => createRulesEditor(api));
  const { current, isBusy, failure } = useSource(editor);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [retry, setRetry] = useState<(() => void) | null>(null);
  const headingId = useUID();
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

  return (
    <Modal ariaLabelledby={headingId} isOpen onDismiss={onClose} size="default" data-testid="rules-dialog">
      <ModalHeader>
        <ModalHeading as="h2" id={headingId}>
          {rulesStrings.title}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Box display="flex" flexDirection="column" rowGap="space50">
          <Text as="p">{rulesStrings.text}</Text>
          <RulesFailed failure={failure} onRetry={retry ?? (() => void editor.load())} />
          <RulesNews deed={deed} isBusy={isBusy} />
          {current === null ? (
            <Text as="p">{failure === null ? rulesStrings.loading : ''}</Text>
          ) : (
            <>
              <RuleList rules={current.rules} onRemove={current.canEdit && !isBusy ? remove : null} />
              {current.canEdit ? <NewRule isBusy={isBusy} onAdd={add} /> : <Text as="p">{rulesStrings.readOnly}</Text>}
            </>
          )}
        </Box>
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          <Button variant="secondary" onClick={onClose} data-testid="rules-close">
            {rulesStrings.close}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}
