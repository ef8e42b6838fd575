import type { ActivitySid, QueueAgent, WorkspaceActivity } from '@flex-sync-suite/shared/contract';
import { failureOf, type Failure } from '@flex-sync-suite/shared/flex';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useBoardPorts } from '../data/board-ports';

const NONE: readonly WorkspaceActivity[] = [];

/** Activities that the signed-in person may put agents into; empty while that is not known, and for who may not. */
export function useChangeableActivities(): readonly WorkspaceActivity[] {
  const { agentActivities } = useBoardPorts();
  const [activities, setActivities] = useState(NONE);
  useEffect(() => {
    const gone = new AbortController();
    agentActivities.list(gone.signal).then(
      (answer) => {
        if (!gone.signal.aborted && answer.mayChange) setActivities(answer.activities);
      },
      // Without them the drawer offers nothing, and shows all that it shows besides.
      () => undefined,
    );
    return () => {
      gone.abort();
    };
  }, [agentActivities]);
  return activities;
}

/** A change that somebody asked for. */
export interface WantedChange {
  readonly agent: QueueAgent;
  readonly from: ActivitySid;
  readonly to: ActivitySid;
}

export interface ActivityChange {
  readonly isSending: boolean;
  /** Why the last one was not done; null after one that was, and before the first. */
  readonly failure: Failure | null;
  /** @param onDone called when TaskRouter has done it */
  readonly send: (change: WantedChange, takesOffersBack: boolean, onDone: () => void) => void;
}

/** Puts an agent into another activity, one change at a time. */
export function useActivityChange(): ActivityChange {
  const { agentActivities } = useBoardPorts();
  const [state, setState] = useState<Omit<ActivityChange, 'send'>>({ isSending: false, failure: null });
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const send = useCallback<ActivityChange['send']>(
    ({ agent, from, to }, takesOffersBack, onDone) => {
      setState({ isSending: true, failure: null });
      agentActivities.change(agent.workerSid, { from, to, takesOffersBack }).then(
        () => {
          if (!isMounted.current) return;
          setState({ isSending: false, failure: null });
          onDone();
        },
        (error: unknown) => {
          if (isMounted.current) setState({ isSending: false, failure: failureOf(error) });
        },
      );
    },
    [agentActivities],
  );
  return { ...state, send };
}
