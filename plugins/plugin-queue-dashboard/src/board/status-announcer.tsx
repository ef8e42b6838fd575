import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React, { useState } from 'react';
import type { QueueHealth } from '../model/figures/queue-row-model';
import { announce, SILENT } from '../model/status-announcement';
import { STATUS_WORDS, strings } from '../strings/strings';
import { useFormatters } from '../parts/formatters-context';

/** Queues named in one announcement; the rest are counted. */
const MAX_NAMED = 3;

interface StatusAnnouncerProps {
  readonly healths: ReadonlyMap<string, QueueHealth>;
  readonly nameOf: (sid: string) => string;
  readonly now: number;
}

/** Tells a screen reader which queues got better or worse, politely and not more often than it can be heard. */
export function StatusAnnouncer({ healths, nameOf, now }: StatusAnnouncerProps): React.JSX.Element {
  const { count } = useFormatters();
  const [state, setState] = useState(SILENT);
  // The banner says what is old; what is known of it again is compared with what was known before.
  const live = [...healths].filter(([, { lastKnownAt }]) => lastKnownAt === null);
  const next = announce(state, new Map(live.map(([sid, { status }]) => [sid, status])), now);
  if (next !== state) setState(next);

  const named = next.spoken
    .slice(0, MAX_NAMED)
    .map(({ sid, status }) => strings.statusChange(nameOf(sid), STATUS_WORDS[status]));
  const rest = next.spoken.length - named.length;
  return (
    <ScreenReaderOnly>
      <div role="log" aria-live="polite" aria-atomic="true" data-testid="status-announcer">
        {[...named, ...(rest > 0 ? [strings.moreChanges(rest, count(rest))] : [])].join('. ')}
      </div>
    </ScreenReaderOnly>
  );
}
