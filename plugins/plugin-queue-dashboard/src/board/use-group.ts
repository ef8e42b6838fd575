import type { UrlState } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useState } from 'react';

interface ChosenGroup {
  /** Key of the group; null for all queues. */
  readonly group: string | null;
  readonly onGroup: (group: string | null) => void;
}

const PARAMETER = 'group';

/** Which group is shown. Begins with what the URL says, and keeps it there; the way back leads to the group before. */
export function useGroup(url: UrlState): ChosenGroup {
  const [group, setGroup] = useState(() => url.get(PARAMETER));
  useEffect(
    () =>
      url.onStep(PARAMETER, () => {
        setGroup(url.get(PARAMETER));
      }),
    [url],
  );
  const onGroup = useCallback(
    (next: string | null) => {
      if (next !== url.get(PARAMETER)) url.push(PARAMETER, next);
      setGroup(next);
    },
    [url],
  );
  return { group, onGroup };
}
