import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import { findCall } from '../model/find-call';
import { useOpenCall } from './use-open-call';

interface Details {
  readonly sid: ReservationSid | null;
  /** Undefined also while the open call is not known yet. */
  readonly call: RecentCall | undefined;
  readonly heading: RefObject<HTMLSpanElement>;
  readonly onOpen: (call: RecentCall) => void;
  readonly onClose: () => void;
}

/**
 * Whose details are shown, and the focus: on their heading when a person opens them, back in the list after that.
 *
 * @param view holds the list
 * @param search takes the focus when the list is empty
 */
export function useDetails(
  calls: readonly RecentCall[],
  view: RefObject<HTMLElement>,
  search: RefObject<HTMLElement>,
): Details {
  const { open, show, close } = useOpenCall();
  const heading = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    // Who selects a task is about to write to its customer: what only follows does not take the focus.
    if (open?.by === 'person') heading.current?.focus();
  }, [open]);
  const onOpen = useCallback(
    (call: RecentCall) => {
      show(call.reservationSid);
    },
    [show],
  );
  const onClose = useCallback(() => {
    close();
    const row = view.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
    (row ?? search.current)?.focus();
  }, [close, view, search]);
  const sid = open?.sid ?? null;
  return { sid, call: findCall(calls, sid), heading, onOpen, onClose };
}
