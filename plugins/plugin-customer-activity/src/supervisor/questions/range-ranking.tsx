import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React, { memo, useLayoutEffect, useMemo, useRef } from 'react';
import type { Ranking, RankingQuestion } from '../data/activity-api';
import type { Asked } from '../data/asking';
import { changeOf } from '../model/comparison';
import type { RankedRow, RankingKind } from '../model/ranking';
import type { ComparedRow } from '../model/sort-rows';
import { cardState, placeholder, rangeFileName } from '../parts/asked-card';
import { Card, CardNote, type CardFile } from '../parts/card';
import { useSupervisor } from '../parts/supervisor-context';
import { RANKING_TITLES, words } from '../parts/supervisor-strings';
import { RankingTable } from './ranking-table';

/** Rows that are shown at first, more at a step, and at the most: the file has more. */
export const FIRST_ROWS = 10;
const STEP_ROWS = 40;
const MOST_ROWS = 250;

/** A list of the store, compared with that of the range before. */
export const RangeRanking = memo(function RangeRanking({ kind }: { readonly kind: RankingKind }) {
  const { services } = useSupervisor();
  const asked = useSource(services.rankings[kind]);
  const { answer, question } = asked;
  const rows = useMemo(() => (answer === null ? [] : answer.rows.map((row) => comparedWith(row, answer))), [answer]);
  const file = useMemo(
    (): CardFile | null =>
      question === null
        ? null
        : { name: rangeFileName(kind, question.range), content: () => services.api.rankingCsv(kind, question) },
    [services, kind, question],
  );
  return (
    <Card title={RANKING_TITLES[kind]} testId={`activity-${kind}`} state={cardState(asked, rows.length)} file={file}>
      {rows.length === 0 ? (
        <CardNote>{placeholder(asked)}</CardNote>
      ) : (
        <>
          <RankingTable kind={kind} rows={rows} isStale={asked.failure !== null} />
          <More kind={kind} asked={asked} />
        </>
      )}
    </Card>
  );
});

function comparedWith(row: RankedRow, { before, isBeforeWhole }: Ranking): ComparedRow {
  if (before === null) return { row, change: null };
  const known = before.get(row.key);
  return { row, change: changeOf(row.figure, known === undefined && isBeforeWhole ? 0 : (known ?? null)) };
}

interface MoreProps {
  readonly kind: RankingKind;
  readonly asked: Asked<RankingQuestion, Ranking>;
}

/** The way to more rows, as long as there are more. Who asked for the last ones keeps the focus. */
function More({ kind, asked }: MoreProps): React.JSX.Element | null {
  const { services, format } = useSupervisor();
  const hadFocus = useRef(false);
  const end = useRef<HTMLParagraphElement>(null);
  const { question, answer, isLoading } = asked;
  const canGrow = answer?.hasMore === true && answer.rows.length < MOST_ROWS;
  useLayoutEffect(() => {
    if (canGrow || !hadFocus.current) return;
    hadFocus.current = false;
    end.current?.focus();
  }, [canGrow]);
  if (question === null || answer === null) return null;
  if (!canGrow && answer.rows.length <= FIRST_ROWS && !answer.hasMore) return null;
  return (
    <Box marginTop="space30" fontSize="fontSize20">
      {canGrow ? (
        <Button
          variant="link"
          size="reset"
          aria-busy={isLoading}
          data-testid="activity-more"
          onClick={() => {
            hadFocus.current = true;
            if (!isLoading) {
              services.rankings[kind].extend({
                ...question,
                rows: Math.min(MOST_ROWS, answer.rows.length + STEP_ROWS),
              });
            }
          }}
        >
          <span aria-hidden="true">{isLoading ? words.list.loadingMore : words.list.more}</span>
          <ScreenReaderOnly>{words.list.moreOf(RANKING_TITLES[kind])}</ScreenReaderOnly>
        </Button>
      ) : (
        <p ref={end} tabIndex={-1} style={NO_MARGIN}>
          {answer.hasMore ? words.list.mostShown(format.count(answer.rows.length)) : words.list.allShown}
        </p>
      )}
    </Box>
  );
}

const NO_MARGIN = { margin: 0 };
