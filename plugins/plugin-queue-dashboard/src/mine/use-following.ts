import { AGENT_QUEUES_PATH, FollowingQueues } from '@flex-sync-suite/shared/contract';
import { failureOf, type BackendClient, type Failure } from '@flex-sync-suite/shared/flex';
import { useEffect, useState } from 'react';

const RETRY_MS = 10_000;

/** Whether the backend was told that this agent follows her queues. */
export type Following = { readonly kind: 'asking' } | { readonly kind: 'following' } | FollowingFailed;

interface FollowingFailed {
  readonly kind: 'failed';
  readonly failure: Failure;
}

/** Tells the backend that the agent follows her queues, until it has heard. */
export function useFollowing(client: BackendClient): Following {
  const [following, setFollowing] = useState<Following>({ kind: 'asking' });
  useEffect(() => {
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      try {
        await client.request({ method: 'POST', path: AGENT_QUEUES_PATH, signal: gone.signal, schema: FollowingQueues });
        if (!gone.signal.aborted) setFollowing({ kind: 'following' });
      } catch (error) {
        if (gone.signal.aborted) return;
        setFollowing({ kind: 'failed', failure: failureOf(error) });
        timer = setTimeout(() => void ask(), RETRY_MS);
      }
    }
    void ask();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [client]);
  return following;
}
