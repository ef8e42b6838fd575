import { Button } from '@twilio-paste/core/button';
import React, { memo, useMemo, useState } from 'react';
import type { CustomerFacts } from '../model/customer-facts';
import { reasonWords } from '../model/reason-words';
import { timelineOf, type Deed } from '../model/timeline';
import { stepName } from '../parts/names';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../parts/strings';
import { Ago, FoundWords, Told } from '../parts/words';
import { Line, Lines, Section } from './section';

/** Entries that are shown at first. */
const MAX_AT_FIRST = 8;

/** What happened, newest first. */
export const Timeline = memo(function Timeline({ facts }: { readonly facts: CustomerFacts }) {
  const { count } = useFormatters();
  const [isWhole, setWhole] = useState(false);
  const entries = useMemo(() => timelineOf(facts), [facts]);
  if (entries.length === 0) return null;
  const shown = isWhole ? entries : entries.slice(0, MAX_AT_FIRST);
  return (
    <Section title={strings.timeline.title} testId="customer-timeline">
      <Lines as="ol">
        {shown.map(({ deed, at, times }, index) => (
          // Entries come on top: the same entry keeps its place from the end.
          <Line key={entries.length - index} testId="timeline-entry" aside={<Ago at={at} />}>
            <DeedWords deed={deed} />
            {times > 1 ? ` · ${strings.timeline.times(count(times))}` : null}
          </Line>
        ))}
      </Lines>
      {shown.length === entries.length ? null : (
        <Button
          variant="link"
          size="reset"
          onClick={() => {
            setWhole(true);
          }}
        >
          {strings.timeline.showAll(count(entries.length))}
        </Button>
      )}
    </Section>
  );
});

function DeedWords({ deed }: { readonly deed: Deed }): React.JSX.Element {
  const { count, money } = useFormatters();
  const words = strings.timeline;
  switch (deed.kind) {
    case 'page':
      return <What what={words.page} name={deed.page} />;
    case 'search':
      return (
        <>
          <What what={words.search} name={deed.query} /> <FoundWords found={deed.found} />
        </>
      );
    case 'view':
      return <What what={words.view} name={deed.name} />;
    case 'checkout-started':
      return <>{words.checkoutStarted}</>;
    case 'step-viewed':
      return <What what={words.stepViewed} name={stepName(deed, count)} />;
    case 'step-completed':
      return <What what={words.stepCompleted} name={stepName(deed, count)} />;
    case 'step-failed':
      return (
        <>
          <What what={words.stepFailed} name={stepName(deed, count)} />
          {deed.reason === null ? null : (
            <>
              : <Told>{reasonWords(deed.reason)}</Told>
            </>
          )}
        </>
      );
    case 'ordered':
      return <>{words.ordered}</>;
    case 'order':
      return (
        <>
          <What what={strings.orders.states[deed.state]} name={deed.orderId} />
          {deed.total === null ? null : (
            <>
              {' · '}
              <bdi>{money(deed.total)}</bdi>
            </>
          )}
        </>
      );
  }
}

const What = ({ what, name }: { readonly what: string; readonly name: string }): React.JSX.Element => (
  <>
    {what} <Told>{name}</Told>
  </>
);
