import { NAME_LINE } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import type { QueueHealth } from '../model/figures/queue-row-model';
import { strings } from '../strings/strings';
import { useFormatters } from '../parts/formatters-context';
import { units } from './units';
import { wallStrings } from './wall-strings';

interface WallHeadProps {
  readonly name: string;
  readonly queues: readonly BoardQueue[];
  readonly healths: ReadonlyMap<string, QueueHealth>;
  /** Which of the stops this is, from 0. */
  readonly place: { readonly index: number; readonly count: number };
  readonly pause: keyof typeof wallStrings.pauses | null;
  readonly at: { readonly nowMs: number; readonly isLive: boolean };
}

/** Whose figures these are, and of when. */
export function WallHead({ name, queues, healths, place, pause, at }: WallHeadProps): React.JSX.Element {
  const { count, minuteOfDay } = useFormatters();
  const time = minuteOfDay(at.nowMs);
  const all = count(queues.length);
  const missing = queues.filter(({ document }) => document === undefined).length;
  // While nothing is updated, the notice of it says so once.
  const old = at.isLive ? queues.filter(({ sid }) => (healths.get(sid)?.lastKnownAt ?? null) !== null).length : 0;
  const notes = [
    strings.queueCount(queues.length, all, all),
    missing === 0 ? '' : strings.missingQueues(count(missing)),
    old === 0 ? '' : wallStrings.notUpdated(count(old)),
    place.count === 1 ? '' : wallStrings.place(count(place.index + 1), count(place.count)),
    pause === null || place.count === 1 ? '' : wallStrings.pauses[pause],
  ];
  return (
    <Box display="flex" alignItems="baseline" justifyContent="space-between" style={{ gap: units(2) }}>
      <Box
        as="h1"
        dir="auto"
        margin="space0"
        minWidth="0"
        fontWeight="fontWeightBold"
        style={{ ...NAME_LINE, fontSize: units(4), lineHeight: 1.3 }}
        data-testid="wall-name"
      >
        {name}
      </Box>
      <Box flexShrink={0} color="colorTextWeak" style={{ fontSize: units(1.9) }} data-testid="wall-notes">
        {[...notes, at.isLive ? time : strings.lastKnown(time)].filter((note) => note !== '').join(' · ')}
      </Box>
    </Box>
  );
}
