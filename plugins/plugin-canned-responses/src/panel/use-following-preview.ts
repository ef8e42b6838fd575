import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useEffect, useRef } from 'react';
import { DWELL_MS } from './use-dwell';

/** An open preview follows the keyboard's row, once it rests. */
export function useFollowingPreview(
  current: CannedResponseItem | undefined,
  openId: string | null,
  onPreview: (item: CannedResponseItem) => void,
): void {
  const last = useRef(current?.id);
  useEffect(() => {
    if (current === undefined || last.current === current.id) return undefined;
    if (openId === null || openId === current.id || !isInList(document.activeElement)) {
      last.current = current.id;
      return undefined;
    }
    const timer = setTimeout(() => {
      last.current = current.id;
      onPreview(current);
    }, DWELL_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [current, openId, onPreview]);
}

const isInList = (element: Element | null): boolean => element?.matches('[data-response-id]') === true;
