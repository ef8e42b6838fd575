import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { Text } from '@twilio-paste/core/text';
import { AcceptIcon } from '@twilio-paste/icons/cjs/AcceptIcon';
import React, { memo, useMemo } from 'react';
import { checkoutRun, checkoutSteps, type CheckoutStep } from '../model/checkout-run';
import type { EntryOf } from '../model/customer-facts';
import { reasonWords } from '../model/reason-words';
import { stallNotice, type StallNotice } from '../model/stall-notice';
import { stepName } from '../parts/names';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../parts/strings';
import { FailureWords, RunWords, Told } from '../parts/words';
import { Section } from './section';

/** How it stands with the checkout: in words, and step by step. The region of its news is there also without one. */
export const Checkout = memo(function Checkout({ checkout }: { readonly checkout: EntryOf<'checkout'> | null }) {
  const now = useLiveNow();
  const run = checkout === null ? null : checkoutRun(checkout, now);
  const steps = useMemo(() => (checkout === null ? [] : checkoutSteps(checkout)), [checkout]);
  return (
    <>
      <StallNews notice={stallNotice(run)} />
      {run === null ? null : (
        <Section title={strings.checkout.title} testId="customer-checkout" state={run.kind}>
          <Text as="p" fontSize="fontSize30" marginBottom="space20" data-testid="checkout-run">
            <RunWords run={run} />
          </Text>
          <Stepper steps={steps} />
        </Section>
      )}
    </>
  );
});

/** Announced when a checkout stalls, fails again or stops; never because a clock ticks. */
function StallNews({ notice }: { readonly notice: StallNotice | null }): React.JSX.Element {
  const { count } = useFormatters();
  return (
    <div role="status" data-testid="checkout-news">
      <ScreenReaderOnly>{notice === null ? '' : stallWords(notice, count)}</ScreenReaderOnly>
    </div>
  );
}

function stallWords({ kind, step, name, failures, reason }: StallNotice, count: (n: number) => string): string {
  const { title, stalled, stopped, failures: failed, stoppedAt } = strings.checkout;
  return [
    `${title}: ${kind === 'stalled' ? stalled : stopped}`,
    step === null ? '' : ` ${stoppedAt} ${stepName({ step, name }, count)}`,
    failures === 0 ? '' : `, ${failed(failures, count(failures))}`,
    failures === 0 || reason === null ? '' : `, ${strings.checkout.lastFailure} ${reasonWords(reason)}`,
  ].join('');
}

const Stepper = memo(function Stepper({ steps }: { readonly steps: readonly CheckoutStep[] }) {
  if (steps.length === 0) return null;
  return (
    <Box as="ol" aria-label={strings.checkout.steps} margin="space0" padding="space0">
      {steps.map((step) => (
        <Step key={step.step} step={step} />
      ))}
    </Box>
  );
});

function Step({ step }: { readonly step: CheckoutStep }): React.JSX.Element {
  const { count } = useFormatters();
  const { state, failures } = step;
  return (
    <Box
      as="li"
      listStyleType="none"
      display="flex"
      columnGap="space30"
      paddingY="space10"
      fontWeight={state === 'current' ? 'fontWeightSemibold' : 'fontWeightNormal'}
      color={state === 'open' ? 'colorTextWeak' : 'colorText'}
      aria-current={state === 'current' ? 'step' : undefined}
      data-testid="checkout-step"
      data-state={state}
    >
      <Box flexShrink={0} width="sizeIcon20" textAlign="center" aria-hidden="true">
        {state === 'completed' ? (
          <AcceptIcon decorative size="sizeIcon20" color="colorTextSuccess" />
        ) : (
          count(step.step)
        )}
      </Box>
      <Box minWidth="0">
        <Told>{stepName(step, count)}</Told>
        <ScreenReaderOnly>, {strings.checkout.states[state]}</ScreenReaderOnly>
        {failures === 0 ? null : (
          <Text as="span" fontSize="fontSize20" color="colorTextError">
            {' '}
            <FailureWords step={step} />
          </Text>
        )}
      </Box>
    </Box>
  );
}
