import { stepDocument } from '@flex-sync-suite/shared/contract';
import { useSyncDocument } from '@flex-sync-suite/shared/hooks';
import { Badge } from '@twilio-paste/core/badge';
import { Box } from '@twilio-paste/core/box';
import React, { memo, useMemo } from 'react';
import { Ago } from '../../parts/words';
import { Weak } from '../parts/cells';
import { useSupervisor } from '../parts/supervisor-context';
import { words } from '../parts/supervisor-strings';

const texts = words.funnel;

/** Who is at a step of the checkout now, of these who is stuck, and when somebody completed it last. Follows the step. */
export const StepNow = memo(function StepNow({ step }: { readonly step: number }) {
  const { format } = useSupervisor();
  const ref = useMemo(() => stepDocument(step), [step]);
  const { data, error } = useSyncDocument(ref, { commitIntervalMs: 250 });
  if (data === undefined) return <Weak>{error === null ? texts.reading : texts.unread}</Weak>;
  const [last] = data.completedBy;
  return (
    <span data-testid="step-now" data-step={step}>
      <bdi>{texts.customers(data.nowOn, format.count(data.nowOn))}</bdi>
      {data.stalled === 0 ? null : (
        <>
          {' '}
          <Box as="span" display="inline-flex" verticalAlign="middle">
            <Badge as="span" variant="warning">
              {texts.stalled(format.count(data.stalled))}
            </Badge>
          </Box>
        </>
      )}
      {last === undefined ? null : (
        <Box as="span" display="block" color="colorTextWeak">
          {texts.lastCompleted} <Ago at={Date.parse(last.at)} />
        </Box>
      )}
    </span>
  );
});
