import { useEffect, useRef } from 'react';
import type { LiveCustomer } from './use-customer';

/** When two visitors turn out to be one, the Map of one goes: the backend knows where it went. Once, while it is followed. */
export function useLookForMoved({ kind }: LiveCustomer['state'], onLookAgain: () => void): void {
  const wasThere = useRef(false);
  useEffect(() => {
    if (kind === 'ready' || kind === 'stale' || kind === 'empty') wasThere.current = true;
    if (kind !== 'gone' || !wasThere.current) return;
    wasThere.current = false;
    onLookAgain();
  }, [kind, onLookAgain]);
}
