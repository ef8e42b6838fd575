import { type CustomerKey, customerMap, personalHeartbeatDocument } from '@flex-sync-suite/shared/contract';
import {
  type BackendWatch,
  useBackendLiveness,
  useSyncConnection,
  useSyncMap,
  useSyncScopeReopen,
} from '@flex-sync-suite/shared/hooks';
import { liveViewState } from '@flex-sync-suite/shared/views';
import { useEffect, useMemo } from 'react';
import { customerFacts, type CustomerFacts, isUnknown } from '../model/customer-facts';
import { customerState, type CustomerState } from '../model/customer-state';

export interface LiveCustomer {
  readonly facts: CustomerFacts;
  readonly state: CustomerState;
  /** Items left out because they are not valid. */
  readonly invalidCount: number;
  readonly watch: BackendWatch;
}

/**
 * Follows what one customer does. Opens the customer's Map: mount it only while it is shown. The facts are the same
 * object until one changes.
 *
 * @param foundAt when the backend told of the customer
 */
export function useCustomer(customerKey: CustomerKey, foundAt: number): LiveCustomer {
  const ref = useMemo(() => customerMap(customerKey), [customerKey]);
  const map = useSyncMap(ref, { commitIntervalMs: 250 });
  const connection = useSyncConnection('personal');
  const watch = useBackendLiveness(personalHeartbeatDocument);
  const problem = map.error?.code ?? null;
  useReopen(foundAt, problem);
  const facts = useMemo(() => customerFacts(map.data ?? new Map()), [map.data]);
  const live = liveViewState({ source: map, connection, backend: watch.backend });
  const state = customerState({ live, problem, foundAt, now: watch.now });
  return {
    facts,
    // Items are taken away one by one when a customer is erased.
    state: state.kind === 'ready' && isUnknown(facts) ? { kind: 'empty' } : state,
    invalidCount: map.issues.length,
    watch,
  };
}

/** A Map that was refused or missing before the backend answered is tried at once, and not when its turn comes. */
function useReopen(foundAt: number, problem: string | null): void {
  const reopen = useSyncScopeReopen('personal');
  useEffect(() => {
    if (problem === 'forbidden' || problem === 'not-found') reopen();
    // What was known when the answer came counts; what becomes of the Map later has its own backoff.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [foundAt, reopen]);
}
