import type { ActivitySummary, FunnelFigures, SummaryWindow } from '@flex-sync-suite/shared/contract';
import { csvBlob } from '@flex-sync-suite/shared/views';
import React, { memo, useMemo } from 'react';
import { useSummaryPart } from '../data/live-summary';
import { csvOfFunnel } from '../model/csv';
import { Card, CardNote, type CardFile } from '../parts/card';
import { words } from '../parts/supervisor-strings';
import { FunnelTable } from './funnel-table';
import { StepNow } from './step-now';

interface LiveFunnelProps {
  readonly window: SummaryWindow;
  readonly isStale: boolean;
}

/** How far the checkouts came that began in a live window, and who is where now. Renders when that is another. */
export const LiveFunnel = memo(function LiveFunnel({ window, isStale }: LiveFunnelProps) {
  const { data: funnel } = useSummaryPart(window, funnelOf);
  const file = useMemo(
    (): CardFile | null =>
      funnel === undefined
        ? null
        : {
            name: `customer-activity.funnel.${window}.csv`,
            content: () => Promise.resolve(csvBlob(csvOfFunnel(funnel))),
          },
    [window, funnel],
  );
  const isEmpty = funnel === undefined || (funnel.started === 0 && funnel.ordered === 0);
  return (
    <Card title={words.funnel.title} testId="activity-funnel" state={isEmpty ? 'empty' : 'ready'} file={file}>
      {isEmpty ? (
        <CardNote>{words.list.none}</CardNote>
      ) : (
        <FunnelTable funnel={funnel} before={null} isStale={isStale} renderNow={renderNow} />
      )}
    </Card>
  );
});

const funnelOf = ({ funnel }: ActivitySummary): FunnelFigures => funnel;
const renderNow = (step: number): React.JSX.Element => <StepNow step={step} />;
