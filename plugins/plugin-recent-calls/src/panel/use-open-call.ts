import type { ReservationSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useCallback, useLayoutEffect } from 'react';
import { usePorts } from '../data/panel-ports';
import type { OpenDetails } from '../data/panel-memory';

interface OpenCall {
  /** Whose details are shown, and who asked for them. */
  readonly open: OpenDetails['open'];
  readonly show: (sid: ReservationSid) => void;
  readonly close: () => void;
}

/**
 * Whose details are shown: of the call that the agent opened, and of the call of the task that is selected in Flex from the
 * moment of its selection on. Closed ones stay closed until the agent opens one again.
 */
export function useOpenCall(): OpenCall {
  const { agent, memory } = usePorts();
  const { details } = memory;
  const selected = useSource(agent.selection);
  useLayoutEffect(() => {
    const { open, isFollowing, followed } = details.getSnapshot();
    if (followed === selected) return;
    const isNews = followed !== undefined && isFollowing && selected !== null;
    details.set({ open: isNews ? { sid: selected, by: 'task' } : open, isFollowing, followed: selected });
  }, [details, selected]);

  const { open } = useSource(details);
  const show = useCallback(
    (sid: ReservationSid) => {
      details.set({ ...details.getSnapshot(), open: { sid, by: 'person' }, isFollowing: true });
    },
    [details],
  );
  const close = useCallback(() => {
    details.set({ ...details.getSnapshot(), open: null, isFollowing: false });
  }, [details]);
  return { open, show, close };
}
