import type { Money } from '@flex-sync-suite/shared/contract';
import { useBackendNow, useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Badge } from '@twilio-paste/core/badge';
import React from 'react';
import type { CheckoutRun, CheckoutStep } from '../model/checkout-run';
import type { Presence } from '../model/presence';
import { reasonWords } from '../model/reason-words';
import { stepName } from './names';
import { useFormatters } from './formatters-context';
import { strings } from './strings';

/** Ages are shown in minutes; the first one in seconds. */
const AGE_INTERVAL_MS = 10_000;

/** A text of a customer or a shop: as text, in its own direction, and never wider than its place. */
export const Told = ({ children }: { readonly children: string }): React.JSX.Element => (
  <bdi dir="auto" style={BREAKING}>
    {children}
  </bdi>
);
const BREAKING = { overflowWrap: 'anywhere' } as const;

interface MarkProps {
  readonly variant: 'success' | 'warning' | 'error';
  readonly children: string;
}

/** A word that stands out, in the line that it belongs to: Paste's badge alone is a block. */
const Mark = ({ variant, children }: MarkProps): React.JSX.Element => (
  <span style={IN_LINE}>
    <Badge as="span" variant={variant}>
      {children}
    </Badge>
  </span>
);
const IN_LINE = { display: 'inline-flex', verticalAlign: 'middle' } as const;

/** How long ago; goes on while the view is not live. */
export function Ago({ at }: { readonly at: number }): React.JSX.Element {
  const { ago, dateTime } = useFormatters();
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {ago(at, useBackendNow(AGE_INTERVAL_MS))}
    </time>
  );
}

/** "for 4 min": ticks by the clock of the view, and stands still with it. */
function Lasting({ since, words }: { readonly since: number; readonly words: (duration: string) => string }) {
  const { forMs } = useFormatters();
  return <>{words(forMs(useLiveNow() - since))}</>;
}

/** "Now on Payment for 4 min", or when and where the customer was last. */
export function PresenceWords({ presence }: { readonly presence: Presence }): React.JSX.Element {
  const format = useFormatters();
  const now = useBackendNow(AGE_INTERVAL_MS);
  const { isHere, page, pageSince, lastSeenAt } = presence;
  if (!isHere) {
    return (
      <>
        {strings.presence.lastSeen(format.ago(lastSeenAt, now))}
        {page === null ? null : (
          <>
            {' '}
            {strings.presence.lastOn} <Told>{page}</Told>
          </>
        )}
      </>
    );
  }
  if (page === null) return <>{strings.presence.here}</>;
  return (
    <>
      {strings.presence.nowOn} <Told>{page}</Told>{' '}
      {pageSince === null ? null : <Lasting since={pageSince} words={strings.presence.onFor} />}
    </>
  );
}

/** How it stands with the checkout. */
export function RunWords({ run }: { readonly run: CheckoutRun }): React.JSX.Element {
  const { count, ago } = useFormatters();
  const now = useBackendNow(AGE_INTERVAL_MS);
  const name = (step: CheckoutStep): React.JSX.Element => <Told>{stepName(step, count)}</Told>;
  switch (run.kind) {
    case 'ordered':
      return (
        <>
          <Mark variant="success">{strings.checkout.ordered}</Mark> <Ago at={run.at} />
        </>
      );
    case 'between':
      return <>{strings.checkout.between(ago(run.since, now))}</>;
    case 'on-step':
      return (
        <>
          {strings.checkout.onStep} {name(run.step)}{' '}
          {run.since === null ? null : <Lasting since={run.since} words={strings.checkout.onFor} />}
        </>
      );
    case 'stalled':
      return (
        <>
          <Mark variant="warning">{strings.checkout.stalled}</Mark> {strings.checkout.onStep} {name(run.step)}{' '}
          <Lasting since={run.since} words={strings.checkout.onFor} />
        </>
      );
    case 'stopped':
      return (
        <>
          <Mark variant="error">{strings.checkout.stopped}</Mark>{' '}
          {run.step === null ? null : (
            <>
              {strings.checkout.stoppedAt} {name(run.step)}{' '}
            </>
          )}
          <Ago at={run.at} />
        </>
      );
  }
}

/** "2 failures, the last: card declined". */
export function FailureWords({ step }: { readonly step: CheckoutStep }): React.JSX.Element | null {
  const { count } = useFormatters();
  const { failures, lastFailure } = step;
  if (failures === 0) return null;
  const reason = lastFailure?.reason ?? null;
  return (
    <>
      {strings.checkout.failures(failures, count(failures))}, {strings.checkout.lastFailure}{' '}
      {reason === null ? strings.checkout.noReason : <Told>{reasonWords(reason)}</Told>}
    </>
  );
}

/** One amount for each currency. They are never added. */
export function Amounts({ totals }: { readonly totals: readonly Money[] }): React.JSX.Element {
  const { money } = useFormatters();
  return (
    <>
      {totals.map((total, index) => (
        <React.Fragment key={total.currency}>
          {index === 0 ? '' : ' + '}
          <bdi>{money(total)}</bdi>
        </React.Fragment>
      ))}
    </>
  );
}

/** How many goods a search found; marked when there were none. Nothing when the shop did not tell. */
export function FoundWords({ found }: { readonly found: number | null }): React.JSX.Element | null {
  const { count } = useFormatters();
  if (found === null) return null;
  if (found > 0) return <>{strings.searches.found(count(found))}</>;
  return <Mark variant="warning">{strings.searches.none}</Mark>;
}

/** A product, marked when it is not sold where the customer is. */
export function ProductName(props: {
  readonly name: string;
  readonly soldInCountry?: false | undefined;
  /** ISO 3166-1 alpha-2; null when it is unknown. */
  readonly country: string | null;
}): React.JSX.Element {
  const { name, soldInCountry, country } = props;
  const format = useFormatters();
  return (
    <>
      <Told>{name}</Told>
      {soldInCountry === false ? (
        <>
          {' '}
          <Mark variant="warning">{strings.product.notSoldIn(country === null ? null : format.country(country))}</Mark>
        </>
      ) : null}
    </>
  );
}

/** Who set a customer's id is not known to be the shop. */
export const NotVerified = (): React.JSX.Element => (
  <span title={strings.notVerifiedHint}>
    <Mark variant="warning">{strings.notVerified}</Mark>
  </span>
);
