import { csvBlob, csvOf, saveFile } from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { timelineLines, type TimelineLog } from '../model/timeline-log';
import { words } from '../parts/strings';

const texts = words.timeline;

const FILES = {
  csv: (shown: TimelineLog) => csvBlob(csvOf(timelineLines(shown))),
  json: (shown: TimelineLog) => new Blob([JSON.stringify(shown, null, 2)], { type: 'application/json' }),
};

/** Saves what is shown, as a table or as JSON. */
export const TimelineFiles = ({ shown }: { readonly shown: TimelineLog }): React.JSX.Element => (
  <>
    {(['csv', 'json'] as const).map((type) => (
      <Button
        key={type}
        variant="secondary"
        size="small"
        data-testid={`explorer-timeline-${type}`}
        onClick={() => {
          saveFile(
            FILES[type](shown),
            `sync-activity.${new Date().toISOString().slice(0, 19).replace(/:/g, '-')}Z.${type}`,
          );
        }}
      >
        {texts.files[type]}
      </Button>
    ))}
  </>
);
