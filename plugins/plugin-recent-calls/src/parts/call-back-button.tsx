import type { RecentCall } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { useAgentState } from '../data/panel-ports';
import { callBackObstacle, type CallBackObstacle } from '../model/call-back';
import { RowIcon } from './call-icon';
import { partyName } from './party-words';
import { OBSTACLES, strings } from './strings';

interface CallBackButtonProps {
  readonly call: RecentCall;
  readonly isTabStop: boolean;
  readonly onCallBack: (call: RecentCall) => void;
}

/** The button to call back, for a place that shows one call. */
export function CallBackButton(props: CallBackButtonProps): React.JSX.Element {
  return <ObstacleButton {...props} obstacle={callBackObstacle(props.call, useAgentState())} />;
}

interface ObstacleButtonProps extends CallBackButtonProps {
  readonly obstacle: CallBackObstacle | null;
}

/** As {@link CallBackButton}, where the list knows the obstacle. Stays focusable when it cannot be used, so that its reason can be read. */
export function ObstacleButton({ call, obstacle, isTabStop, onCallBack }: ObstacleButtonProps): React.JSX.Element {
  const label = strings.callBackParty(partyName(call));
  return (
    <button
      type="button"
      className="rc-call-back"
      tabIndex={isTabStop ? 0 : -1}
      aria-disabled={obstacle !== null}
      aria-label={obstacle === null ? label : `${label}. ${OBSTACLES[obstacle]}`}
      title={obstacle === null ? strings.callBack : OBSTACLES[obstacle]}
      data-testid="call-back"
      data-obstacle={obstacle ?? undefined}
      onClick={(event) => {
        event.stopPropagation();
        if (obstacle === null) onCallBack(call);
      }}
    >
      <RowIcon name="callBack" />
    </button>
  );
}
