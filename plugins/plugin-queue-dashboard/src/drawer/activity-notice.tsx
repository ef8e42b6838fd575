import type { WorkspaceActivity } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { activityStrings } from '../strings/activity-strings';
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
      {change === null ? null : (
        <Changed
          key={`${change.agent.workerSid} ${change.from} ${change.to}`}
          change={change}
          activities={activities}
        />
      )}
    </div>
  );
}

function Changed({ change, activities }: ActivityNoticeProps & { readonly change: WantedChange }): React.JSX.Element {
  const { agent, from, to } = change;
  const [isUndone, setIsUndone] = useState(false);
  const { isSending, failure, send } = useActivityChange();
  const nameOf = (sid: string): string => activities.find(({ activitySid }) => activitySid === sid)?.name ?? sid;
  const who = agent.name ?? agent.workerSid;
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" marginY="space30">
      <span dir="auto">
        {isUndone ? activityStrings.undone(who, nameOf(from)) : activityStrings.changed(who, nameOf(to))}
        {failure === null ? null : ` ${activityStrings.failed(failure.message)}`}
      </span>
      {isUndone ? null : (
        <Button
          variant="secondary"
          size="small"
          loading={isSending}
          data-testid="activity-undo"
          onClick={() => {
            send({ agent, from: to, to: from }, false, () => {
              setIsUndone(true);
            });
          }}
        >
          {activityStrings.undo}
        </Button>
      )}
    </Box>
  );
}
