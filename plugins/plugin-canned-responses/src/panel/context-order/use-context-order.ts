import type { TaskContext } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { announce } from '../../insert/agent-services';
import type { FiredRule } from '../../model/context-rules';
import { usePanel } from '../../parts/panel-context';
import { reasonText } from '../../parts/reason-words';
import { panelStrings } from '../panel-strings';
import { useIsAiming } from './use-is-aiming';

/** What puts responses first, as far as it is shown. */
export interface ContextOrder {
  readonly fired: readonly FiredRule[];
  readonly clock: TaskContext['clock'];
}

/**
 * The rules whose responses come first. What changes while somebody is about to choose a row is shown afterwards; another
 * task is another list, and shown at once.
 *
 * @param of the conversation of the task
 */
export function useContextOrder(panel: RefObject<HTMLElement>, of: string | null): ContextOrder {
  const { access } = usePanel();
  useEffect(() => {
    access.fired.request();
  }, [access, of]);
  const { rules: fired, clock, isPossible } = useSource(access.fired);
  const isAiming = useIsAiming(panel, isPossible);
  const [shown, setShown] = useState({ of, fired });
  const isSettled = shown.of === of && (isAiming || shown.fired === fired);
  if (!isSettled) setShown({ of, fired });
  return { fired: isSettled ? shown.fired : fired, clock };
}

/** Says that responses have moved to the top, and why; and when they have moved back. A clock that ticks is no news. */
export function useOrderNews({ fired, clock }: ContextOrder, count: number): void {
  const { services, format } = usePanel();
  const hadNews = useRef(false);
  const first = count === 0 ? undefined : fired[0];
  // By its meaning: what stalls does not stall anew because the backend told its instants again.
  const subject = first === undefined ? '' : JSON.stringify(subjectOf(first));
  useEffect(() => {
    if (first === undefined) {
      if (hadNews.current) announce(services, panelStrings.usualOrder);
      hadNews.current = false;
      return;
    }
    hadNews.current = true;
    const at = clock.frozenAt ?? Date.now() + clock.offsetMs;
    announce(services, panelStrings.comeFirst(format.count(count), reasonText(first.reason, at, format)));
    // The count and the clock of the moment: they are no news by themselves.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [services, subject]);
}

/** What tells one piece of news from another. */
const subjectOf = ({ tag, reason }: FiredRule): unknown => {
  const { kind } = reason;
  return [tag, kind, 'step' in reason ? reason.step : kind === 'search-without-result' ? reason.query : null];
};
