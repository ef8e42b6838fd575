import type { WorkspaceActivity } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { activityStrings } from '../../strings/activity-strings';
import { keyOfDeed, UndoNotice } from './undo-notice';
import { useActivityChange, type WantedChange } from './use-activity-change';

interface ActivityNoticeProps {
  /** What was done last; null before the first. */
  readonly change: WantedChange | null;
  readonly activities: readonly WorkspaceActivity[];
}

/** Says what was changed, and takes it back. Its region is always there, so that its text is announced. */
export function ActivityNotice({ change, activities }: ActivityNoticeProps): React.JSX.Element {
  return (
    <div role="status" data-testid="activity-notice">
      {change === null ? null : <Changed key={keyOfDeed(change)} change={change} activities={activities} />}
    </div>
  );
}

function Changed({ change, activities }: ActivityNoticeProps & { readonly change: WantedChange }): React.JSX.Element {
  const { agent, from, to } = change;
  const { isSending, failure, send } = useActivityChange();
  const nameOf = (sid: string): string => activities.find(({ activitySid }) => activitySid === sid)?.name ?? sid;
  const who = agent.name ?? agent.workerSid;
  return (
    <UndoNotice
      testId="activity-undo"
      done={activityStrings.changed(who, nameOf(to))}
      undone={activityStrings.undone(who, nameOf(from))}
      failure={failure === null ? null : activityStrings.failed(failure.message)}
      isSending={isSending}
      undoLabel={activityStrings.undo}
      onUndo={(onDone) => {
        send({ agent, from: to, to: from }, false, onDone);
      }}
    />
  );
}
