import { useMemo } from 'react';
import { byGroup, keptIds, type BoardGroup } from '../model/board-groups';
import { rollUp, rollUpOfGroup } from '../model/figures/roll-up';
import type { GroupRow } from '../model/order/sort-groups';
import type { BoardQueue } from '../data/use-board-queues';
import { useGroupDocuments } from '../data/use-group-documents';

export interface GroupRowInputs {
  readonly groups: readonly BoardGroup[];
  /** Those that pass the filter, in the order of the table. */
  readonly queues: readonly BoardQueue[];
  readonly filter: string;
}

/** The groups that have queues to show: each by its Document, or else its queues added. */
export function useGroupRows({ groups, queues, filter }: GroupRowInputs): readonly GroupRow[] {
  const kept = useMemo(() => [...keptIds(queues.map(({ item }) => item))].sort().join(' '), [queues]);
  // A filter leaves out queues that the Documents count. Ids have no space in them.
  const wanted = filter === '' ? kept : '';
  const ids = useMemo(() => (wanted === '' ? [] : wanted.split(' ')), [wanted]);
  const documents = useGroupDocuments(ids);
  return useMemo(() => {
    const members = byGroup(queues);
    return groups.flatMap((group) => {
      const own = members.get(group.key);
      if (own === undefined) return [];
      const document = documents.get(group.key);
      const order = own.map(({ sid }) => sid);
      return [{ group, order, totals: document === undefined ? rollUp(own) : rollUpOfGroup(own, document) }];
    });
  }, [groups, queues, documents]);
}
