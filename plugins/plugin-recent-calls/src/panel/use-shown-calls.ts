import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useEffect, useMemo } from 'react';
import { usePorts } from '../data/panel-ports';
import { filterCalls, prepareSearch } from '../model/filter-calls';
import { groupCalls, listItems, type ListItem } from '../model/list-items';
import { useFormatters } from '../parts/formatters-context';
import { outcomeWord } from '../parts/strings';

/**
 * The calls that pass the panel's filter, grouped as it is set, with their days.
 *
 * @param now in whole minutes: with each change the list is made anew
 */
export function useShownCalls(calls: readonly RecentCall[], now: number): readonly ListItem[] {
  const { memory } = usePorts();
  const format = useFormatters();
  const filter = useSource(memory.filter);
  const isGrouped = useSource(memory.isGrouped);
  useEffect(() => {
    prepareSearch(calls, outcomeWord);
  }, [calls]);
  const shown = useMemo(
    () => filterCalls(calls, filter, { now, dayKey: format.dayKey, outcomeWord }),
    [calls, filter, now, format],
  );
  return useMemo(() => listItems(groupCalls(shown, isGrouped), now, format), [shown, isGrouped, now, format]);
}
