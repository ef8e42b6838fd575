import type { CannedResponse, CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useSyncDocument } from '@flex-sync-suite/shared/hooks';
import { useMemo, useState } from 'react';
import { documentOf, readableData, refusalOf } from '../data/load-response';

/** What a preview shows of its response. */
export interface PinnedResponse {
  /** The text that was opened; undefined until it is there. */
  readonly response: CannedResponse | undefined;
  /** Why there is none: the store goes on trying. Null while it is only on its way. */
  readonly obstacle: 'not-yet' | 'refused' | 'gone' | null;
  /** A newer text than the one that is shown is there. */
  readonly isChanged: boolean;
  readonly showNew: () => void;
}

/** Keeps the text that the agent reads, while a newer one arrives: it must not change between the look and the click. */
export function usePinnedResponse(item: CannedResponseItem): PinnedResponse {
  const { documentSid, id } = item;
  // Every edit brings another item; its Document stays the same.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const result = useSyncDocument(useMemo(() => documentOf(item), [documentSid, id]));
  const newest = readableData(result);
  const [pinned, setPinned] = useState<CannedResponse>();
  if (pinned === undefined && newest !== undefined) setPinned(newest);
  const refusal = refusalOf(result);
  return {
    // What a person may no longer read leaves the screen.
    response: refusal === 'refused' ? undefined : (pinned ?? newest),
    obstacle: refusal ?? (newest === undefined && result.status === 'error' ? 'not-yet' : null),
    isChanged: pinned !== undefined && newest !== undefined && newest.revision > pinned.revision,
    showNew: () => {
      setPinned(newest);
    },
  };
}
