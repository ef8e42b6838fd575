import type { SyncRate } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import type { OpenObject } from '../data/open-object';
import { rateLevel, rateOf, type RateLevel } from '../model/rate-level';
import { useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { Section } from './section';

const texts = words.inspector;

/** How often an object is written, against what Sync takes of one of its size. */
export function RateSection({ open }: { readonly open: OpenObject }): React.JSX.Element {
  const { answer, problem } = useSource(open.rates);
  const rates = answer?.rates ?? [];
  return (
    <Section title={texts.rate} testId="explorer-rate">
      <ProblemNote problem={problem} testId="explorer-rate-problem" />
      {answer === null && problem === null ? words.loading.title : null}
      {answer !== null && rates.length === 0 ? texts.noRate : null}
      {rates.map((rate) => (
        <Gauge key={rate.countedBy} rate={rate} />
      ))}
    </Section>
  );
}

/** In figures, in words, and as a bar: nothing depends on the colour. */
function Gauge({ rate }: { readonly rate: SyncRate }): React.JSX.Element {
  const { format } = useExplorer();
  const level = rateLevel(rate);
  const { perSecond, share } = rateOf(rate);
  const { throttledIn10s, throttledIn5min } = rate;
  return (
    <Box marginBottom="space30" fontSize="fontSize30" data-testid="explorer-gauge" data-level={level}>
      <Box display="flex" justifyContent="space-between" flexWrap="wrap" columnGap="space30">
        <Box as="strong" color={COLOURS[level].text}>
          {texts.levels[level]}
        </Box>
        <span>{texts.perSecond(format.perSecond(perSecond), format.perSecond(rate.limitPerSecond))}</span>
      </Box>
      <Box backgroundColor="colorBackgroundStrong" borderRadius="borderRadius10" height="6px" overflow="hidden">
        <Box backgroundColor={COLOURS[level].bar} height="6px" style={{ width: `${Math.min(1, share) * 100}%` }} />
      </Box>
      {throttledIn5min > 0 ? (
        <div data-testid="explorer-throttled">
          {texts.throttled(format.count(throttledIn10s), format.count(throttledIn5min))}
        </div>
      ) : null}
      <div>{texts.in5min(format.count(rate.writesIn5min))}</div>
      {rate.readsIn10s === null ? null : <div>{texts.reads(format.count(rate.readsIn10s))}</div>}
      {rate.lastError === null ? null : (
        <div>
          {texts.lastError}: <Literal text={rate.lastError} />
        </div>
      )}
      <Box color="colorTextWeak">{texts.countedBy[rate.countedBy]}</Box>
    </Box>
  );
}

const COLOURS = {
  calm: { text: 'colorTextSuccess', bar: 'colorBackgroundSuccess' },
  near: { text: 'colorTextWarningStrong', bar: 'colorBackgroundWarning' },
  over: { text: 'colorTextErrorStrong', bar: 'colorBackgroundError' },
} as const satisfies Readonly<Record<RateLevel, object>>;
