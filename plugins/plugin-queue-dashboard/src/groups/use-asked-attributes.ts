import type { AskedAttribute, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useEffect, useState } from 'react';
import { useBoardPorts } from '../data/board-ports';

/** What the expression of each queue asks for, by its SID. */
export type AskedAttributes = ReadonlyMap<TaskQueueSid, readonly AskedAttribute[]>;

/** Asks the backend once `isAsked`; empty until it has answered, and where it does not. */
export function useAskedAttributes(isAsked: boolean): AskedAttributes {
  const { policies } = useBoardPorts().settings;
  const [known, setKnown] = useState<AskedAttributes>(NONE);
  useEffect(() => {
    if (!isAsked) return;
    let isWanted = true;
    policies().then(
      ({ queues }) => {
        if (isWanted) setKnown(new Map(queues.map(({ taskQueueSid, asksFor }) => [taskQueueSid, asksFor])));
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [policies, isAsked]);
  return known;
}

const NONE: AskedAttributes = new Map();
