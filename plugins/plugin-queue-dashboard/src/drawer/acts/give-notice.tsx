import type { QueueDetail } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { giveStrings } from '../../strings/give-strings';
import { keyOfDeed, UndoNotice } from './undo-notice';
import { nameIn, useGiveTask, type WantedGift } from './use-give-task';

interface GiveNoticeProps {
  /** What was given last; null before the first. */
  readonly gift: WantedGift | null;
  readonly detail: Pick<QueueDetail, 'agents'>;
  /** Called when it was taken back. */
  readonly onChanged: () => void;
}

/** Says whom a task was given to, and takes it back. Its region is always there, so that its text is announced. */
export function GiveNotice({ gift, ...rest }: GiveNoticeProps): React.JSX.Element {
  return (
    <div role="status" data-testid="give-notice">
      {gift === null ? null : <Given key={keyOfDeed(gift)} gift={gift} {...rest} />}
    </div>
  );
}

function Given({ gift, detail, onChanged }: GiveNoticeProps & { readonly gift: WantedGift }): React.JSX.Element {
  const { from, to } = gift;
  const { isSending, failure, send } = useGiveTask();
  return (
    <UndoNotice
      testId="give-undo"
      done={to === null ? giveStrings.givenBack : giveStrings.given(nameIn(detail, to))}
      undone={giveStrings.undone(from === null ? null : nameIn(detail, from))}
      failure={failure === null ? null : giveStrings.failed(failure.message)}
      isSending={isSending}
      undoLabel={giveStrings.undo}
      onUndo={(onDone) => {
        // Whoever had it before was meant to have it, on a break or not.
        send({ ...gift, from: to, to: from }, true, () => {
          onDone();
          onChanged();
        });
      }}
    />
  );
}
