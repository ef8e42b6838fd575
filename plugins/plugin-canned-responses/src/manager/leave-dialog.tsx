import { Button } from '@twilio-paste/core/button';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { ResponseEditor } from './data/response-editor';
import { isDirty } from './model/editor-state';
import { managerStrings } from './parts/manager-strings';

const words = managerStrings.leave;

export interface LeaveGuard {
  /** Does `next` at once, or asks first when something is unsaved. */
  readonly leave: (next: () => void) => void;
  /** The question, while there is one. */
  readonly dialog: ReactNode;
}

/** Keeps unsaved changes from being lost by a click; the browser asks when the whole page is left. */
export function useLeaveGuard(editor: ResponseEditor): LeaveGuard {
  const [pending, setPending] = useState<{ readonly next: () => void } | null>(null);

  useEffect(() => {
    const onBeforeUnload = (event: BeforeUnloadEvent): void => {
      const current = editor.getSnapshot();
      if (current !== null && isDirty(current)) event.preventDefault();
    };
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => {
      window.removeEventListener('beforeunload', onBeforeUnload);
    };
  }, [editor]);

  const leave = useCallback(
    (next: () => void) => {
      const current = editor.getSnapshot();
      if (current !== null && isDirty(current)) setPending({ next });
      else next();
    },
    [editor],
  );

  const stay = (): void => {
    setPending(null);
  };
  const dialog =
    pending === null ? null : (
      <LeaveDialog
        onStay={stay}
        onDiscard={() => {
          stay();
          pending.next();
        }}
        onSave={() => {
          stay();
          void editor.save().then((isSaved) => {
            if (isSaved) pending.next();
          });
        }}
      />
    );
  return { leave, dialog };
}

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

function LeaveDialog({ onStay, onDiscard, onSave }: LeaveDialogProps): React.JSX.Element {
  const headingId = useUID();
  return (
    <Modal ariaLabelledby={headingId} isOpen onDismiss={onStay} size="default" data-testid="leave-dialog">
      <ModalHeader>
        <ModalHeading as="h2" id={headingId}>
          {words.title}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Text as="p">{words.text}</Text>
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          <Button variant="destructive_secondary" onClick={onDiscard} data-testid="leave-discard">
            {words.discard}
          </Button>
          <Button variant="secondary" onClick={onStay} data-testid="leave-stay">
            {words.stay}
          </Button>
          <Button variant="primary" onClick={onSave} data-testid="leave-save">
            {words.save}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}
