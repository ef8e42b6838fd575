import { useSyncMap } from '@flex-sync-suite/shared/hooks';
import React from 'react';
import { noticesMap } from './notices-map';

/** All notices, the oldest first. */
export function Notices(): React.JSX.Element {
  const notices = useSyncMap(noticesMap, {
    select: (items) => [...items].sort(([, a], [, b]) => a.since.localeCompare(b.since)),
  });
  switch (notices.status) {
    case 'pending':
      return <p>Loading…</p>;
    case 'error':
      return <p role="alert">No notices: {notices.error.message}</p>;
    case 'ready':
      return (
        <ul aria-label="Notices" aria-busy={!notices.isLive}>
          {notices.data.map(([key, { text }]) => (
            <li key={key}>{text}</li>
          ))}
        </ul>
      );
  }
}
