import type { QueueFiguresAnswer, ServiceLevelPolicy } from '@flex-sync-suite/shared/contract';
import { asSentence } from '@flex-sync-suite/shared/views';
import React from 'react';
import type { WatchedAnswer } from '../data/answer-watch';
import { drawerStrings, WINDOW_WORDS } from '../strings/drawer-strings';
import { DetailSection, Note, Nothing } from './detail-table';
import { HandlingTable } from './handling-table';
import { VisitsTable } from './visits-table';
import type { FiguresRow } from './window-cell';

interface FiguresSectionProps {
  readonly watched: WatchedAnswer<QueueFiguresAnswer>;
  /** How the queue's service level is judged. */
  readonly policy: ServiceLevelPolicy;
}

/** How a queue did, by window, and by channel where it has several: its visits, and what agents made of them. */
export function FiguresSection({ watched: { answer, failure }, policy }: FiguresSectionProps): React.JSX.Element {
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
      <VisitsTable rows={rows} policy={policy} />
      <Note>{drawerStrings.figuresNote}</Note>
      <HandlingTable rows={rows} />
      <Note>{drawerStrings.handlingNote}</Note>
    </DetailSection>
  );
}

const rowsOf = ({ windows }: QueueFiguresAnswer): readonly FiguresRow[] =>
  windows.flatMap(({ window, total, channels }) => [
    { window, channel: null, name: WINDOW_WORDS[window], figures: total },
    ...(channels.length < 2 ? [] : channels).map(({ channel, ...figures }) => ({
      ...{ window, channel, figures },
      name: drawerStrings.ofChannel(WINDOW_WORDS[window], channel),
    })),
  ]);
