import type { AlertAction, QueueAlert } from '@flex-sync-suite/shared/contract';
import { failureOf } from '@flex-sync-suite/shared/flex';
import { useEffect, useRef, useState } from 'react';
import type { AlertActions } from '../data/alert-actions';

/** What the person is doing about one alert. */
export interface AlertActing {
  /** The action under way; null for none. */
  readonly doing: AlertAction['action'] | null;
  /** Why the last one did not happen; null when it did. */
  readonly failure: string | null;
  /** Resolves with whether it happened. */
  readonly act: (action: AlertAction) => Promise<boolean>;
}

/** @param onAnswered told the alert as it is then */
export function useAlertAction(
  { act }: AlertActions,
  { id }: QueueAlert,
  onAnswered: (alert: QueueAlert) => void,
): AlertActing {
  const [doing, setDoing] = useState<AlertActing['doing']>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return {
    doing,
    failure,
    act: async (action) => {
      if (doing !== null) return false;
      setDoing(action.action);
      setFailure(null);
      try {
        onAnswered(await act(id, action));
        return true;
      } catch (error) {
        if (isThere.current) setFailure(failureOf(error).message);
        return false;
      } finally {
        if (isThere.current) setDoing(null);
      }
    },
  };
}
