import type { QueueFiguresAnswer, QueueIndexItem } from '@flex-sync-suite/shared/contract';
import { asSentence } from '@flex-sync-suite/shared/views';
import React, { useMemo } from 'react';
import type { WatchedAnswer } from '../data/answers/answer-watch';
import { useReportingZone } from '../data/use-reporting-zone';
import { createZoneFormatters } from '../model/zone-formatters';
import { useFormatters } from '../parts/formatters-context';
import { drawerStrings, WINDOW_WORDS } from '../strings/drawer-strings';
import { DetailSection, Note, Nothing } from './detail-table';
import { FiguresActions } from './figures-actions';
import { HandlingTable } from './handling-table';
import { VisitsTable } from './visits-table';
import type { FiguresRow } from './window-cell';

interface FiguresSectionProps {
  readonly watched: WatchedAnswer<QueueFiguresAnswer>;
  readonly item: QueueIndexItem;
}

/** How a queue did, by window, and by channel where it has several: its visits, and what agents made of them. */
export function FiguresSection({ watched: { answer, failure }, item }: FiguresSectionProps): React.JSX.Element {
  if (answer === null) {
    const reason = failure === null ? drawerStrings.loadingFigures : asSentence(failure.message);
    return (
      <DetailSection title={drawerStrings.figuresTitle}>
        <Nothing>{reason}</Nothing>
      </DetailSection>
    );
  }
  const rows = rowsOf(answer);
  return (
    <DetailSection title={drawerStrings.figuresTitle}>
      <VisitsTable rows={rows} policy={item.serviceLevel} />
      <TodayNote windows={answer.windows} resetZone={item.reset?.zone} />
      <Note>{drawerStrings.figuresNote}</Note>
      <HandlingTable rows={rows} />
      <Note>{drawerStrings.handlingNote}</Note>
      <FiguresActions sid={answer.taskQueueSid} {...{ item, answer }} />
    </DetailSection>
  );
}

/** Since when "today" counts, on the clock that begins the queue's day. */
function TodayNote({
  windows,
  resetZone = null,
}: Pick<QueueFiguresAnswer, 'windows'> & { readonly resetZone: string | null | undefined }): React.JSX.Element | null {
  const { collator } = useFormatters();
  const reportingZone = useReportingZone();
  const { locale } = collator.resolvedOptions();
  const zone = resetZone ?? reportingZone;
  const format = useMemo(() => createZoneFormatters(locale, zone), [locale, zone]);
  const today = windows.find(({ window }) => window === 'today');
  if (today === undefined) return null;
  return <Note>{drawerStrings.todaySince(format.dateMinute(Date.parse(today.since)), format.zone)}</Note>;
}

const rowsOf = ({ windows }: QueueFiguresAnswer): readonly FiguresRow[] =>
  windows.flatMap(({ window, total, channels, occupancy }) => [
    { window, channel: null, name: WINDOW_WORDS[window], figures: total, occupancy },
    ...(channels.length < 2 ? [] : channels).map(({ channel, ...figures }) => ({
      ...{ window, channel, figures },
      name: drawerStrings.ofChannel(WINDOW_WORDS[window], channel),
    })),
  ]);
