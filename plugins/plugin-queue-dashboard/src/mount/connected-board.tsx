import { errorWords, sharedSyncStore } from '@flex-sync-suite/shared/flex';
import { SyncProvider, type SyncStore } from '@flex-sync-suite/shared/hooks';
import type { UrlState } from '@flex-sync-suite/shared/views';
import type { Manager } from '@twilio/flex-ui';
import React from 'react';
import { BoardNotice } from '../board/board-message';
import { QueueBoard } from '../board/queue-board';

interface ConnectedBoardProps {
  readonly manager: Manager;
  readonly url: UrlState;
}

/** The dashboard over the page's Sync store, or the sentence that says what is not configured. */
export function ConnectedBoard({ manager, url }: ConnectedBoardProps): React.JSX.Element {
  const opened = openStore(manager);
  if ('reason' in opened) return <BoardNotice state={{ kind: 'unconfigured', reason: opened.reason }} />;
  return (
    <SyncProvider store={opened.store}>
      <QueueBoard url={url} locale={manager.localization.localeTag} />
    </SyncProvider>
  );
}

function openStore(manager: Manager): { readonly store: SyncStore } | { readonly reason: string } {
  try {
    return { store: sharedSyncStore(manager) };
  } catch (error) {
    return { reason: errorWords(error) };
  }
}
