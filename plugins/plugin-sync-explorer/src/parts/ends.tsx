import { useNow } from '@flex-sync-suite/shared/hooks';
import React from 'react';
import { useExplorer } from './explorer-context';
import { words } from './strings';

const DAY_MS = 24 * 3600 * 1000;
const texts = words.inspector;

/** How long something lives on, counting down. All on the page share one ticker. */
export function Ends({ at }: { readonly at: string }): React.JSX.Element {
  const { format } = useExplorer();
  const leftMs = Date.parse(at) - useNow(1_000);
  return (
    <span title={format.dateTime(Date.parse(at))} data-testid="explorer-ends">
      {leftMs <= 0 ? texts.ended : texts.endsIn(leftWords(leftMs))}
    </span>
  );

  function leftWords(ms: number): string {
    if (ms < DAY_MS) return format.clock(ms);
    return texts.days(format.count(Math.floor(ms / DAY_MS)), format.clock(ms % DAY_MS));
  }
}
