import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React from 'react';
import type { Announcement } from '../insert/agent-services';
import { useSource } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';

interface AnnouncerProps {
  readonly announcement: ValueSource<Announcement | null>;
}

/** The page's one live region of the plugin. Always there, so that its text is announced. */
export function Announcer({ announcement }: AnnouncerProps): React.JSX.Element {
  const last = useSource(announcement);
  return (
    <ScreenReaderOnly as="div">
      <div role="status" aria-live="polite" data-testid="canned-announcer">
        {/* A new element each time, so that the same sentence is read out twice. */}
        {last === null ? null : (
          <span key={last.number} dir="auto">
            {last.text}
          </span>
        )}
      </div>
    </ScreenReaderOnly>
  );
}
