import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { NewRule } from './new-rule';
import { RuleList } from './rule-list';
import { RulesFailed, RulesNews } from './rules-news';
import { rulesStrings } from './rules-strings';
import { useRuleChanges } from './use-rule-changes';

/** The rules that put responses first: each change is saved at once. */
export function RulesDialog({ onClose }: { readonly onClose: () => void }): React.JSX.Element {
  const { current, isBusy, failure, deed, retry, add, remove } = useRuleChanges();
  const headingId = useUID();
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
          <RulesFailed failure={failure} onRetry={retry} />
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
