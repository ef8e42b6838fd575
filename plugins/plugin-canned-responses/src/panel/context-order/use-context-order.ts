import { useEffect, useRef, type RefObject } from 'react';
import { announce } from '../../insert/agent-services';
import type { FiredRule } from '../../model/context-rules';
import { usePanel } from '../../parts/panel-context';
import { reasonText } from '../../parts/reason-words';
import { useFired, useHeldOrder, type ContextOrder } from '../../parts/use-fired';
import { panelStrings } from '../panel-strings';
import { useIsAiming } from './use-is-aiming';

/** The rules whose responses come first in the panel; another task is another list. @param of its conversation */
export function useContextOrder(panel: RefObject<HTMLElement>, of: string | null): ContextOrder {
  const fired = useFired(usePanel().access, of);
  return useHeldOrder(fired, of, useIsAiming(panel, fired.isPossible));
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
