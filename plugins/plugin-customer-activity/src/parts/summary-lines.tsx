import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import React, { memo } from 'react';
import type { CustomerFacts } from '../model/customer-facts';
import { summaryOf, type SummaryLine } from '../model/summary';
import { useFormatters } from './formatters-context';
import { strings } from './strings';
import { Amounts, FailureWords, FoundWords, PresenceWords, RunWords, Told } from './words';

/** A customer in three lines at most. */
export const SummaryLines = memo(function SummaryLines({ facts }: { readonly facts: CustomerFacts }) {
  const lines = summaryOf(facts, useLiveNow());
  return (
    <Box as="ul" margin="space0" padding="space0" fontSize="fontSize20" lineHeight="lineHeight30">
      {lines.map((line) => (
        <Box as="li" key={line.kind} listStyleType="none" data-testid="summary-line" data-line={line.kind}>
          <LineWords line={line} />
        </Box>
      ))}
    </Box>
  );
});

function LineWords({ line }: { readonly line: SummaryLine }): React.JSX.Element {
  const { count } = useFormatters();
  switch (line.kind) {
    case 'presence':
      return <PresenceWords presence={line.presence} />;
    case 'checkout': {
      const { run, totals } = line;
      const step = run.kind === 'on-step' || run.kind === 'stalled' || run.kind === 'stopped' ? run.step : null;
      return (
        <>
          {strings.checkout.title}: <RunWords run={run} />
          {step === null || step.failures === 0 ? null : (
            <>
              , <FailureWords step={step} />
            </>
          )}
          {totals.length === 0 || run.kind === 'ordered' ? null : (
            <>
              {' · '}
              {strings.cart.title} <Amounts totals={totals} />
            </>
          )}
        </>
      );
    }
    case 'cart':
      return (
        <>
          {strings.cart.pieces(line.count, count(line.count))}
          {line.totals.length === 0 ? null : (
            <>
              : <Amounts totals={line.totals} />
            </>
          )}
        </>
      );
    case 'search':
      return (
        <>
          {strings.summary.searched} <Told>{line.query}</Told> <FoundWords found={line.found} />
        </>
      );
    case 'interest':
      return (
        <>
          {strings.summary.lookedAt} <Told>{line.name}</Told>
        </>
      );
  }
}
