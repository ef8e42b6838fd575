import { useSource } from '@flex-sync-suite/shared/hooks';
import React, { memo, useMemo } from 'react';
import { cardState, placeholder, rangeFileName } from '../parts/asked-card';
import { Card, CardNote, type CardFile } from '../parts/card';
import { useSupervisor } from '../parts/supervisor-context';
import { words } from '../parts/supervisor-strings';
import { FunnelTable } from './funnel-table';

/** How far the checkouts came that began in a range, compared with the range before. */
export const RangeFunnel = memo(function RangeFunnel() {
  const { services } = useSupervisor();
  const asked = useSource(services.funnel);
  const { answer, question } = asked;
  const file = useMemo(
    (): CardFile | null =>
      question === null
        ? null
        : { name: rangeFileName('funnel', question.range), content: () => services.api.funnelCsv(question.range) },
    [services, question],
  );
  const isEmpty = answer === null || (answer.funnel.started === 0 && answer.funnel.ordered === 0);
  return (
    <Card title={words.funnel.title} testId="activity-funnel" state={cardState(asked, isEmpty ? 0 : 1)} file={file}>
      {isEmpty ? (
        <CardNote>{placeholder(asked)}</CardNote>
      ) : (
        <FunnelTable funnel={answer.funnel} before={answer.before} isStale={asked.failure !== null} />
      )}
    </Card>
  );
});
