import { parseWithSchema, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { UrlState } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useState } from 'react';

/** The queue whose drawer is open. */
export interface OpenQueue {
  readonly sid: TaskQueueSid;
  /** How often one was opened: another number is another wish to see it. */
  readonly count: number;
}

interface OpenQueueState {
  /** Null while no drawer is open. */
  readonly open: OpenQueue | null;
  readonly onOpen: (sid: TaskQueueSid) => void;
  readonly onClose: () => void;
}

const PARAMETER = 'queue';

/** Which queue is open. Begins with what the URL says, and keeps it there; the way back closes what was opened. */
export function useOpenQueue(url: UrlState): OpenQueueState {
  const [open, setOpen] = useState(() => next(null, sidIn(url)));
  useEffect(
    () =>
      url.onStep([PARAMETER], () => {
        setOpen((before) => next(before, sidIn(url)));
      }),
    [url],
  );
  const onOpen = useCallback(
    (sid: TaskQueueSid) => {
      // From one queue to the next there is no way back: one step leads out of the drawer.
      if (sidIn(url) === null) url.push({ [PARAMETER]: sid });
      else url.set(PARAMETER, sid);
      setOpen((before) => next(before, sid));
    },
    [url],
  );
  const onClose = useCallback(() => {
    url.set(PARAMETER, null);
    setOpen(null);
  }, [url]);
  return { open, onOpen, onClose };
}

const next = (before: OpenQueue | null, sid: TaskQueueSid | null): OpenQueue | null =>
  sid === null ? null : { sid, count: (before?.count ?? 0) + 1 };

function sidIn(url: UrlState): TaskQueueSid | null {
  const parsed = parseWithSchema(TaskQueueSid, url.get(PARAMETER));
  return parsed.ok ? parsed.value : null;
}
