import type { ActivitySummary, SummaryWindow } from '@flex-sync-suite/shared/contract';
import { LiveClockContext, useLiveClock } from '@flex-sync-suite/shared/hooks';
import { placeholderState } from '@flex-sync-suite/shared/views';
import { Text } from '@twilio-paste/core/text';
import React, { memo, useEffect, useLayoutEffect } from 'react';
import { useSummaryPart, useSummaryView } from './data/live-summary';
import { RANKINGS } from './model/ranking';
import { Answers } from './parts/answers';
import { useSupervisor } from './parts/supervisor-context';
import { words } from './parts/supervisor-strings';
import { LiveFunnel } from './questions/live-funnel';
import { LiveRanking } from './questions/live-ranking';
import { SupervisorBanner, SupervisorMessage } from './supervisor-message';

export interface PartProps {
  /** Called with what the view shows, when that is another. */
  readonly onState: (kind: string) => void;
}

interface LiveViewProps extends PartProps {
  readonly window: SummaryWindow;
}

/** The questions as of now, from the live summary. Renders once a second; its parts when something of them changes. */
export function LiveView({ window, onState }: LiveViewProps): React.JSX.Element {
  const { services } = useSupervisor();
  const head = useSummaryPart(window, headOf);
  const { state, watch } = useSummaryView(head);
  const clock = useLiveClock(state, watch);
  const timeZone = head.data?.timeZone;
  useEffect(() => {
    if (timeZone !== undefined) services.timeZone.set(timeZone);
  }, [services, timeZone]);

  const placeholder = placeholderState(state, 1, 1);
  const empty = head.data?.isEmpty === true ? ({ kind: 'empty' } as const) : null;
  const shown = placeholder ?? empty;
  const kind = state.kind === 'ready' && shown !== null ? shown.kind : state.kind;
  useLayoutEffect(() => {
    onState(kind);
  }, [kind, onState]);

  return (
    <LiveClockContext.Provider value={clock}>
      <SupervisorBanner state={state} />
      {head.data === undefined ? null : <Since since={head.data.since} timeZone={head.data.timeZone} />}
      {shown === null ? (
        <LiveAnswers window={window} isStale={clock.frozenAt !== null} />
      ) : (
        <SupervisorMessage state={shown} />
      )}
    </LiveClockContext.Provider>
  );
}

/** What the head of the view needs of a summary. */
const headOf = (summary: ActivitySummary) => ({
  since: summary.since,
  timeZone: summary.timeZone,
  isEmpty:
    RANKINGS.every((kind) => summary[kind].length === 0) &&
    summary.funnel.started === 0 &&
    summary.funnel.ordered === 0,
});

const Since = memo(function Since({ since, timeZone }: { readonly since: string; readonly timeZone: string }) {
  const { format } = useSupervisor();
  return (
    <Text as="p" fontSize="fontSize20" color="colorTextWeak" marginY="space30" data-testid="activity-since">
      <bdi>{words.live(format.dateTimeShort(Date.parse(since)), timeZone)}</bdi>
    </Text>
  );
});

const LiveAnswers = memo(function LiveAnswers(props: { readonly window: SummaryWindow; readonly isStale: boolean }) {
  return (
    <Answers
      funnel={<LiveFunnel {...props} />}
      rankings={RANKINGS.map((kind) => (
        <LiveRanking key={kind} kind={kind} {...props} />
      ))}
    />
  );
});
