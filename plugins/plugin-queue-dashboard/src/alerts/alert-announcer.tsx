import type { QueueAlert } from '@flex-sync-suite/shared/contract';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React, { useEffect, useRef, useState } from 'react';
import { alertSentence, alertStrings } from '../strings/alert-strings';
import { useFormatters } from '../parts/formatters-context';
import type { AlertChoicesProps } from './alert-choices';
import type { Alerts } from './use-alerts';

/** Alerts named in one announcement; the rest are counted. */
const MAX_NAMED = 3;

interface Heard {
  /** Null before the first list, of which nothing is new. */
  readonly known: ReadonlySet<string> | null;
  readonly news: readonly QueueAlert[];
}

interface AlertAnnouncerProps extends AlertChoicesProps {
  readonly alerts: Pick<Alerts, 'state' | 'open'>;
  readonly nameOf: (alert: QueueAlert) => string;
}

/** Tells of alerts that were not there before: a screen reader, politely, and otherwise as the person chose. */
export function AlertAnnouncer({ alerts, nameOf, memory, callOut }: AlertAnnouncerProps): React.JSX.Element {
  const format = useFormatters();
  const [heard, setHeard] = useState<Heard>({ known: null, news: [] });
  const next = hear(heard, alerts);
  if (next !== heard) setHeard(next);

  const named = next.news
    .slice(0, MAX_NAMED)
    .map((alert) => alertStrings.announced(nameOf(alert), alertSentence(alert, alert.value, format)));
  const rest = next.news.length - named.length;
  const text = [...named, ...(rest > 0 ? [alertStrings.moreAnnounced(rest, format.count(rest))] : [])].join(' ');
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  });
  const { news } = heard;
  useEffect(() => {
    if (news.length === 0) return;
    if (memory.notifies.getSnapshot()) callOut.notify(alertStrings.title, latest.current);
    if (memory.sounds.getSnapshot()) callOut.sound();
  }, [news, memory, callOut]);
  return (
    <ScreenReaderOnly>
      <div role="log" aria-live="polite" aria-atomic="true" data-testid="alert-announcer">
        {text}
      </div>
    </ScreenReaderOnly>
  );
}

/** The same object while nothing came. */
function hear(heard: Heard, { state, open }: AlertAnnouncerProps['alerts']): Heard {
  if (state.kind !== 'ready') return heard;
  const { known } = heard;
  const news = known === null ? [] : open.filter(({ id }) => !known.has(id));
  if (known !== null && news.length === 0) return heard;
  return { known: new Set([...(known ?? []), ...open.map(({ id }) => id)]), news };
}
