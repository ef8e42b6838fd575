import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { useCallback, useState } from 'react';
import { usePorts } from '../data/panel-ports';
import { callBackObstacle } from '../model/call-back';
import { findCall } from '../model/find-call';

export interface CallBack {
  /** The call that somebody is about to return; undefined for none. */
  readonly call: RecentCall | undefined;
  /** Asks whether to call; does nothing while the party cannot be called. */
  readonly ask: (call: RecentCall) => void;
  readonly close: () => void;
}

/** Which of the calls the dialog asks about. */
export function useCallBack(calls: readonly RecentCall[]): CallBack {
  const { agent } = usePorts();
  const [sid, setSid] = useState<ReservationSid | null>(null);
  const ask = useCallback(
    (call: RecentCall) => {
      if (callBackObstacle(call, agent.getSnapshot()) === null) setSid(call.reservationSid);
    },
    [agent],
  );
  const close = useCallback(() => {
    setSid(null);
  }, []);
  return { call: findCall(calls, sid), ask, close };
}
