import type { SyncConnection, SyncErrorCode } from '@flex-sync-suite/shared/hooks';

/** What the page says of this browser. */
export const healthWords = {
  explanation:
    'How this page stands with Sync: one token and one socket for what many may read (shared), one for what is your own (personal).',
  connections: 'Connections',
  noConnections: 'Nothing is connected: no part of this page has asked Sync for anything yet.',
  noReport: {
    title: 'This page cannot tell',
    text: 'Its connection to Sync was made by an older release of the suite. Release all plugins together, then reload.',
  },
  objects: (count: string) => `Open objects (${count})`,
  noObjects: 'No object is open.',
  save: 'Save as JSON',
  scopes: { shared: 'Shared', personal: 'Personal' },
  statuses: {
    connecting: 'connecting',
    connected: 'connected',
    reconnecting: 'coming back',
    lost: 'lost',
    denied: 'refused',
    failed: 'given up: reload the page',
  } satisfies Record<SyncConnection['status'], string>,
  fields: {
    scope: 'Scope',
    connection: 'Connection',
    connectedFor: 'Up for',
    reconnects: 'Came back',
    identity: 'Identity',
    tokenEnds: 'Token ends in',
    tokens: 'Tokens taken',
    opens: 'Opens waiting',
    refusedOpens: 'Opens refused',
  },
  ended: 'ended',
  none: '–',
  columns: { object: 'Object', scope: 'Scope', state: 'State', listeners: 'Listeners', refused: 'Refused' },
  live: 'live',
  opening: 'opening',
  notLiveFor: (duration: string) => `not live for ${duration}`,
  leftOut: (count: string) => `${count} left out`,
  errors: {
    'not-found': 'not there',
    forbidden: 'may not be read',
    removed: 'removed',
    'invalid-data': 'data of another form',
    'rate-limited': 'asked too often',
    'too-many-subscriptions': 'too many open objects',
    disconnected: 'no connection',
    conflict: 'changed meanwhile',
    unknown: 'failed',
  } satisfies Record<SyncErrorCode, string>,
} as const;
