import type { TaskContext } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useEffect, useState } from 'react';
import type { Fired } from '../data/fired-rules';
import type { ResponseAccess } from '../insert/agent-services';
import type { FiredRule } from '../model/context-rules';

/** What puts responses first, as far as it is shown. */
export interface ContextOrder {
  readonly fired: readonly FiredRule[];
  readonly clock: TaskContext['clock'];
}

/**
 * What fires now.
 *
 * @param of the conversation of the task
 */
export function useFired({ fired }: Pick<ResponseAccess, 'fired'>, of: string | null): Fired {
  useEffect(() => {
    fired.request();
  }, [fired, of]);
  return useSource(fired);
}

/**
 * The rules whose responses come first. What changes while somebody is about to choose is shown afterwards; another list
 * is shown at once.
 *
 * @param of tells one list from another
 */
export function useHeldOrder({ rules: fired, clock }: Fired, of: string | null, isAiming: boolean): ContextOrder {
  const [shown, setShown] = useState({ of, fired });
  const isSettled = shown.of === of && (isAiming || shown.fired === fired);
  if (!isSettled) setShown({ of, fired });
  return { fired: isSettled ? shown.fired : fired, clock };
}
