import type { ActivitySid, QueueAgent, WorkspaceActivity } from '@flex-sync-suite/shared/contract';
import { useEffect, useState } from 'react';
import { useBoardPorts } from '../../data/board-ports';
import { useSend, type Sending } from '../../data/use-send';

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

export interface ActivityChange extends Omit<Sending, 'send'> {
  /** @param onDone called when TaskRouter has done it */
  readonly send: (change: WantedChange, takesOffersBack: boolean, onDone: () => void) => void;
}

/** Puts an agent into another activity, one change at a time. */
export function useActivityChange(): ActivityChange {
  const { agentActivities } = useBoardPorts();
  const { isSending, failure, send } = useSend();
  return {
    ...{ isSending, failure },
    send: ({ agent, from, to }, takesOffersBack, onDone) => {
      send(() => agentActivities.change(agent.workerSid, { from, to, takesOffersBack }), onDone);
    },
  };
}
