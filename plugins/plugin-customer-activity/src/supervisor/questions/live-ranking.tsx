import type { ActivitySummary, SummaryWindow } from '@flex-sync-suite/shared/contract';
import { csvBlob } from '@flex-sync-suite/shared/views';
import React, { memo, useMemo } from 'react';
import { useSummaryPart } from '../data/live-summary';
import { csvOfRanking } from '../model/csv';
import { type RankedRow, type RankingKind, RANKINGS, summaryRows } from '../model/ranking';
import type { ComparedRow } from '../model/sort-rows';
import { Card, CardNote, type CardFile } from '../parts/card';
import { RANKING_TITLES, words } from '../parts/supervisor-strings';
import { RankingTable } from './ranking-table';

interface LiveRankingProps {
  readonly kind: RankingKind;
  readonly window: SummaryWindow;
  readonly isStale: boolean;
}

/** A list of the live summary. Renders when that list is another. */
export const LiveRanking = memo(function LiveRanking({ kind, window, isStale }: LiveRankingProps) {
  const { data } = useSummaryPart(window, PARTS[kind]);
  const rows = data ?? NONE;
  const compared = useMemo((): readonly ComparedRow[] => rows.map((row) => ({ row, change: null })), [rows]);
  const file = useMemo(
    (): CardFile => ({
      name: `customer-activity.${kind}.${window}.csv`,
      content: () => Promise.resolve(csvBlob(csvOfRanking(kind, rows))),
    }),
    [kind, window, rows],
  );
  const state = rows.length === 0 ? 'empty' : 'ready';
  return (
    <Card title={RANKING_TITLES[kind]} testId={`activity-${kind}`} state={state} file={file}>
      {rows.length === 0 ? (
        <CardNote>{words.list.none}</CardNote>
      ) : (
        <RankingTable kind={kind} rows={compared} isStale={isStale} />
      )}
    </Card>
  );
});

const NONE: readonly RankedRow[] = [];

type Part = (summary: ActivitySummary) => readonly RankedRow[];

/** The same function at every render. */
const PARTS = Object.fromEntries(
  RANKINGS.map((kind): [RankingKind, Part] => [kind, (summary) => summaryRows(kind, summary)]),
) as Readonly<Record<RankingKind, Part>>;
