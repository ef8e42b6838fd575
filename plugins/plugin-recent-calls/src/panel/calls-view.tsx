import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { LiveClockContext, useLiveClock } from '@flex-sync-suite/shared/hooks';
import React from 'react';
import { useCalls } from '../data/use-calls';
import { CallBackDialog } from '../parts/call-back-dialog';
import { useCallBack } from '../parts/use-call-back';
import { CallsLayout, type CallsLayoutProps } from './calls-layout';

interface CallsViewProps extends Pick<CallsLayoutProps, 'panel' | 'onState'> {
  readonly workerSid: WorkerSid;
}

/** The open panel. Opens the agent's Sync Map while it is mounted. */
export function CallsView({ workerSid, panel, onState }: CallsViewProps): React.JSX.Element {
  const known = useCalls(workerSid);
  const { call, ask, close } = useCallBack(known.calls);
  return (
    <LiveClockContext.Provider value={useLiveClock(known.state, known.watch)}>
      <CallsLayout known={known} panel={panel} onCallBack={ask} onState={onState} />
      {call === undefined ? null : <CallBackDialog call={call} calls={known.calls} onClose={close} />}
    </LiveClockContext.Provider>
  );
}
