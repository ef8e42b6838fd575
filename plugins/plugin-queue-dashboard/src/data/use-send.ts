import { failureOf, type Failure } from '@flex-sync-suite/shared/flex';
import { useCallback, useEffect, useRef, useState } from 'react';

/** What somebody has the backend do, once at a time. */
export interface Sending {
  readonly isSending: boolean;
  /** Why the last one was not done; null after one that was, and before the first. */
  readonly failure: Failure | null;
  /** @param onDone called when it was done, while the component is there */
  readonly send: (run: () => Promise<unknown>, onDone: () => void) => void;
}

export function useSend(): Sending {
  const [state, setState] = useState<Omit<Sending, 'send'>>({ isSending: false, failure: null });
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const send = useCallback<Sending['send']>((run, onDone) => {
    setState({ isSending: true, failure: null });
    run().then(
      () => {
        if (!isMounted.current) return;
        setState({ isSending: false, failure: null });
        onDone();
      },
      (error: unknown) => {
        if (isMounted.current) setState({ isSending: false, failure: failureOf(error) });
      },
    );
  }, []);
  return { ...state, send };
}
