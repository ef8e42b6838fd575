import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React from 'react';
import type { News } from '../insert/agent-services';
import { useSource } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';

/** The page's one live region of the plugin. Always there, so that its text is announced. */
export function Announcer({ news }: { readonly news: ValueSource<News | null> }): React.JSX.Element {
  const last = useSource(news);
  return (
    <ScreenReaderOnly as="div">
      <div role="status" aria-live="polite" data-testid="canned-announcer">
        {/* A new element each time: the same sentence twice is two pieces of news. */}
        {last === null ? null : (
          <span key={last.number} dir="auto">
            {last.text}
          </span>
        )}
      </div>
    </ScreenReaderOnly>
  );
}
