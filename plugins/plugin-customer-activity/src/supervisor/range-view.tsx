import { useNow, useSource } from '@flex-sync-suite/shared/hooks';
import { type LiveViewState, ViewBanner } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { memo, useEffect, useLayoutEffect, useMemo } from 'react';
import type { SupervisorServices } from './data/supervisor-services';
import { isForbidden } from '@flex-sync-suite/shared/flex';
import { useSummaryPart, useSummaryView } from './data/live-summary';
import type { PartProps } from './live-view';
import { type HourRange, type Period, rangeBefore, rangeOf } from './model/period';
import { RANKINGS } from './model/ranking';
import { createZoneClock } from './model/reporting-hours';
import { Answers } from './parts/answers';
import { useSupervisor } from './parts/supervisor-context';
import { unreadWords, words } from './parts/supervisor-strings';
import { RangeFunnel } from './questions/range-funnel';
import { FIRST_ROWS, RangeRanking } from './questions/range-ranking';
import { SupervisorMessage } from './supervisor-message';

type RangePeriod = Exclude<Period, { kind: 'live' }>;

interface RangeViewProps extends PartProps {
  readonly period: RangePeriod;
}

/** The questions about a range of hours, from the store. Hours are those of the reporting time zone. */
export function RangeView({ period, onState }: RangeViewProps): React.JSX.Element {
  const { services } = useSupervisor();
  const timeZone = useSource(services.timeZone);
  if (timeZone === null) return <TimeZoneReader onState={onState} />;
  return <ZonedRangeView period={period} timeZone={timeZone} onState={onState} />;
}

/** The live summary tells the zone: a link may lead to a range first. */
function TimeZoneReader({ onState }: PartProps): React.JSX.Element {
  const { services } = useSupervisor();
  const zone = useSummaryPart('today', ({ timeZone }) => timeZone);
  const { state } = useSummaryView(zone);
  const told = zone.data;
  useEffect(() => {
    if (told !== undefined) services.timeZone.set(told);
  }, [services, told]);
  const shown: LiveViewState = told === undefined ? state : { kind: 'loading' };
  useLayoutEffect(() => {
    onState(shown.kind);
  }, [shown.kind, onState]);
  return <SupervisorMessage state={shown} />;
}

/** Presets move on at midnight. */
const MOVED_EVERY_MS = 60_000;

function ZonedRangeView({
  period,
  timeZone,
  onState,
}: RangeViewProps & { readonly timeZone: string }): React.JSX.Element {
  const { services } = useSupervisor();
  const filter = useSource(services.filter);
  const now = useNow(MOVED_EVERY_MS);
  const clock = useMemo(() => createZoneClock(timeZone), [timeZone]);
  const found = useMemo(() => rangeOf(period, now, clock), [period, now, clock]);
  const range = useSameRange(found ?? { from: 0, to: 0 });
  const before = useMemo(() => rangeBefore(range, clock), [range, clock]);

  useEffect(() => {
    for (const kind of RANKINGS)
      services.rankings[kind].ask({ range, before, rows: FIRST_ROWS, ...filterOf(kind, filter) });
    services.funnel.ask({ range, before });
  }, [services, range, before, filter]);
  useEffect(
    () => () => {
      for (const asking of askingsOf(services)) asking.stop();
    },
    [services],
  );

  const { state, failure, hasAnswer, keptSince } = useAnswered(services);
  useLayoutEffect(() => {
    onState(state);
  }, [state, onState]);

  return (
    <>
      <ViewBanner
        words={failure === null || state === 'forbidden' ? null : unreadWords(failure, hasAnswer)}
        variant={hasAnswer ? 'warning' : 'error'}
        size="page"
        action={
          <Button variant="secondary" size="small" data-testid="activity-retry" onClick={again}>
            {words.retry}
          </Button>
        }
        testId="activity-banner"
      />
      <RangeNote range={range} before={before} timeZone={timeZone} keptSince={keptSince} onRefresh={again} />
      {state === 'forbidden' || state === 'empty' ? <SupervisorMessage state={{ kind: state }} /> : <RangeAnswers />}
    </>
  );

  function again(): void {
    for (const asking of askingsOf(services)) asking.again();
  }
}

/** A category, or products in place of queries, are for the questions that have them: the others are not asked again. */
const filterOf = (
  kind: (typeof RANKINGS)[number],
  { category, by }: { category: string | null; by: 'query' | 'product' },
) => {
  if (kind === 'searched') return { category: by === 'product' ? category : null, by };
  return { category: kind === 'sold' ? category : null, by: 'query' as const };
};

const askingsOf = ({ rankings, funnel }: SupervisorServices) => [...RANKINGS.map((kind) => rankings[kind]), funnel];

/** The same object while begin and end are the same. */
const useSameRange = ({ from, to }: HourRange): HourRange => useMemo(() => ({ from, to }), [from, to]);

/** What all answers together are. */
function useAnswered(services: SupervisorServices) {
  const { searched, withoutResult, sold, visited } = services.rankings;
  const rankings = [useSource(searched), useSource(withoutResult), useSource(sold), useSource(visited)];
  const funnel = useSource(services.funnel);
  const all = [...rankings, funnel];
  const failure = all.find((asked) => asked.failure !== null)?.failure ?? null;
  const hasAnswer = all.some(({ answer }) => answer !== null);
  const isEmpty =
    rankings.every(({ answer }) => answer?.rows.length === 0) &&
    funnel.answer?.funnel.started === 0 &&
    funnel.answer.funnel.ordered === 0;
  const keptSince = rankings.find(({ answer }) => answer !== null)?.answer?.keptSince ?? null;
  return { state: stateOf(), failure, hasAnswer, keptSince };

  function stateOf(): 'loading' | 'error' | 'forbidden' | 'stale' | 'empty' | 'ready' {
    if (failure !== null) {
      if (isForbidden(failure)) return 'forbidden';
      return hasAnswer ? 'stale' : 'error';
    }
    if (all.some(({ answer }) => answer === null)) return 'loading';
    return isEmpty ? 'empty' : 'ready';
  }
}

interface RangeNoteProps {
  readonly range: HourRange;
  readonly before: HourRange | null;
  readonly timeZone: string;
  readonly keptSince: number | null;
  readonly onRefresh: () => void;
}

/** Which hours the answers are of, and when some of them are kept no more. */
const RangeNote = memo(function RangeNote({ range, before, timeZone, keptSince, onRefresh }: RangeNoteProps) {
  const { format } = useSupervisor();
  const begin = before?.from ?? range.from;
  return (
    <Box display="flex" flexWrap="wrap" alignItems="baseline" columnGap="space40" marginY="space30">
      <Text as="p" fontSize="fontSize20" color="colorTextWeak" data-testid="activity-range">
        <bdi>{words.range(format.dateTimeShort(range.from), format.dateTimeShort(range.to), timeZone)}</bdi>{' '}
        {before === null ? null : (
          <bdi>{words.compared(format.dateTimeShort(before.from), format.dateTimeShort(before.to))}</bdi>
        )}
      </Text>
      {keptSince === null || begin >= keptSince ? null : (
        <Text as="p" fontSize="fontSize20" data-testid="activity-kept-since">
          <bdi>{words.keptSince(format.date(keptSince))}</bdi>
        </Text>
      )}
      <Button variant="link" size="reset" onClick={onRefresh} data-testid="activity-refresh">
        {words.refresh}
      </Button>
    </Box>
  );
});

const RangeAnswers = memo(function RangeAnswers() {
  return (
    <Answers
      funnel={<RangeFunnel />}
      rankings={RANKINGS.map((kind) => (
        <RangeRanking key={kind} kind={kind} />
      ))}
    />
  );
});
