import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { useState } from 'react';

interface UndoNoticeProps {
  readonly testId: string;
  /** What was done, and what is said when that is taken back. */
  readonly done: string;
  readonly undone: string;
  /** Why it was not taken back; null before that was tried. */
  readonly failure: string | null;
  readonly isSending: boolean;
  readonly undoLabel: string;
  readonly onUndo: (onDone: () => void) => void;
}

const keys = new WeakMap<object, number>();
let last = 0;

/**
 * A key for the notice of what was done: another for each deed, or one that is done again after it was taken back would
 * still be said to be taken back.
 */
export function keyOfDeed(deed: object): number {
  const key = keys.get(deed) ?? (last += 1);
  keys.set(deed, key);
  return key;
}

/** Says what was done, and takes it back. To be drawn in a region that is always there, so that its text is announced. */
export function UndoNotice(props: UndoNoticeProps): React.JSX.Element {
  const { testId, done, undone, failure, isSending, undoLabel, onUndo } = props;
  const [isUndone, setIsUndone] = useState(false);
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" marginY="space30">
      <span dir="auto">
        {isUndone ? undone : done}
        {failure === null ? null : ` ${failure}`}
      </span>
      {isUndone ? null : (
        <ActionButton
          variant="secondary"
          size="small"
          isBusy={isSending}
          data-testid={testId}
          onClick={() => {
            onUndo(() => {
              setIsUndone(true);
            });
          }}
        >
          {undoLabel}
        </ActionButton>
      )}
    </Box>
  );
}
