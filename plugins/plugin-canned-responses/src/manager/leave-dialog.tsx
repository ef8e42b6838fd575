import { Dialog } from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
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
  return (
    <Dialog
      title={words.title}
      closeLabel={words.stay}
      onClose={onStay}
      testId="leave-dialog"
      asides={
        <Button variant="destructive_secondary" onClick={onDiscard} data-testid="leave-discard">
          {words.discard}
        </Button>
      }
      actions={
        <Button variant="primary" onClick={onSave} data-testid="leave-save">
          {words.save}
        </Button>
      }
    >
      <Text as="p">{words.text}</Text>
    </Dialog>
  );
}
