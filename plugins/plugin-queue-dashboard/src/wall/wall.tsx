import { type LiveViewState, messageWords } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { useMemo, type ReactNode } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { useGroupDocuments } from '../data/use-group-documents';
import { keptIds, type BoardGroup } from '../model/board-groups';
import type { QueueHealth } from '../model/figures/queue-row-model';
import { MESSAGES } from '../strings/strings';
import { useFormatters } from '../parts/formatters-context';
import { units } from './units';
import { useAwake } from './use-awake';
import { useTurn } from './use-turn';
import { wallFigures } from './model/wall-figures';
import { WallHead } from './wall-head';
import { WallLayer } from './wall-layer';
import { WallMessage, WallOutage } from './wall-messages';
import { breachesAt, stopsOf, type Stop } from './model/wall-stops';
import { wallStrings } from './wall-strings';
import { wallTiles } from './wall-tiles';
import { WallTiles } from './wall-tile';
import { WorstQueues } from './worst-queues';

export interface WallProps {
  readonly state: LiveViewState;
  /** What stands in place of the figures; null for the figures. */
  readonly placeholder: LiveViewState | null;
  /** What passes the filter, and the SIDs of it, those that need attention first. */
  readonly queues: readonly BoardQueue[];
  readonly order: readonly string[];
  readonly healths: ReadonlyMap<string, QueueHealth>;
  readonly filter: string;
  /** The one group that is shown; null for all in turn. */
  readonly group: BoardGroup | null;
  /** The backend's clock, which stands still while the board is not live. */
  readonly nowMs: number;
  /** The browser's clock, once a second. */
  readonly now: number;
  readonly onLeave: () => void;
  /** What a screen reader is told of changes. */
  readonly children: ReactNode;
}

/** The board for a screen on the wall: few figures, large, group by group. */
export function Wall(props: WallProps): React.JSX.Element {
  const { state, placeholder, queues, order, healths, filter, group, nowMs, now, onLeave, children } = props;
  const format = useFormatters();
  const stops = useMemo(() => stopsOf(queues, format.collator, group === null), [queues, format, group]);
  const turning = useTurn(
    stops.map((stop) => ({ group: stop.group, breaches: breachesAt(stop, healths) })),
    now,
  );
  const isAwake = useAwake();
  const place = Math.max(
    0,
    stops.findIndex(({ group }) => group === turning.group),
  );
  const stop = stops[place] ?? stops[0];
  const ids = useMemo(() => idsToFollow(stops, group, filter), [stops, group, filter]);
  const documents = useGroupDocuments(useSteadyIds(ids));
  const shownId = stop.id ?? group?.key;
  const isLive = state.kind === 'ready';
  const words = placeholder === null ? null : messageWords(placeholder, MESSAGES);
  return (
    <WallLayer state={isLive ? (placeholder ?? state).kind : state.kind} now={now} turning={turning} onLeave={onLeave}>
      {words === null ? (
        <WallHead
          name={stop.group ?? nameOf(group, filter)}
          queues={stop.queues}
          healths={healths}
          place={{ index: place, count: stops.length }}
          pause={turning.pause}
          at={{ nowMs, isLive }}
        />
      ) : null}
      <WallOutage state={state} />
      {words === null ? (
        <>
          <WallTiles
            tiles={wallTiles(
              wallFigures({
                document: shownId === undefined ? undefined : documents.get(shownId),
                queues: stop.queues,
                healths,
                nowMs,
              }),
              format,
            )}
            isLastKnown={!isLive}
          />
          {isLive ? <WorstQueues queues={stop.queues} order={order} healths={healths} /> : null}
        </>
      ) : (
        <WallMessage words={words} />
      )}
      <Box as="p" margin="space0" color="colorTextWeak" style={{ minHeight: units(2), fontSize: units(1.4) }}>
        {isAwake ? null : wallStrings.wakeRefused}
      </Box>
      {children}
    </WallLayer>
  );
}

/** Of all queues that are shown. */
function nameOf(group: BoardGroup | null, filter: string): string {
  if (filter !== '') return wallStrings.matching(filter);
  return group === null ? wallStrings.allQueues : group.name;
}

/** The groups that are kept, of those that are shown. A filter leaves out queues that their Documents count. */
function idsToFollow(stops: readonly Stop[], group: BoardGroup | null, filter: string): string {
  if (filter !== '') return '';
  const shown = [...stops.map(({ id }) => id), ...(group !== null && isKept(stops, group) ? [group.key] : [])];
  return shown.filter((id) => id !== undefined).join(' ');
}

const isKept = (stops: readonly Stop[], { key }: BoardGroup): boolean =>
  stops.some(({ queues }) => keptIds(queues.map(({ item }) => item)).has(key));

/** The same array until others are wanted. Ids have no space in them. */
const useSteadyIds = (ids: string): readonly string[] => useMemo(() => (ids === '' ? [] : ids.split(' ')), [ids]);
