import type { QueuePolicies } from '@flex-sync-suite/shared/contract';
import { useEffect, useState } from 'react';
import type { QueueSettings } from '../data/queue-settings';

/** In how many queues each rule decides something, by its id. */
export type RuleCounts = ReadonlyMap<string, number>;

/**
 * Asked anew with each revision of the rules. Null until it is known, and where it cannot be: the rules can be read and
 * changed without it.
 */
export function useRuleCounts({ policies }: QueueSettings, revision: number | undefined): RuleCounts | null {
  const [known, setKnown] = useState<{ readonly revision: number; readonly counts: RuleCounts } | null>(null);
  useEffect(() => {
    if (revision === undefined) return;
    let isWanted = true;
    policies().then(
      (answer) => {
        if (isWanted) setKnown({ revision: answer.revision, counts: ruleCounts(answer) });
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [policies, revision]);
  return known?.revision === revision ? (known?.counts ?? null) : null;
}

function ruleCounts({ queues }: QueuePolicies): RuleCounts {
  const counts = new Map<string, number>();
  for (const { channels } of queues) {
    const winners = new Set(channels.flatMap(({ rules }) => Object.values(rules)).filter((id) => id !== undefined));
    for (const id of winners) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
