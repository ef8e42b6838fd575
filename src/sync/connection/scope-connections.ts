import type { SyncScope } from '../../contract';
import { createListeners, type Source } from '../../observable';
import type { SyncClientPort } from '../client-port';
import type { CommitQueue } from '../commit-queue';
import { createScopeConnection, type ScopeConnection, type ScopeConnectionOptions } from './scope-connection';
import { CONNECTING, mostUrgent, type SyncConnection } from './sync-connection';
import type { SyncScopeReport } from '../store-report';
import type { SyncTokenGrant } from './token-state';

/** What uses a scope's connection. */
interface ConnectionUser {
  connectionChanged(): void;
  reopen(): void;
  retry(): void;
}

export interface ScopeConnectionsOptions extends Pick<
  ScopeConnectionOptions,
  'lostAfterMs' | 'openJitterMs' | 'now' | 'random'
> {
  readonly getToken: (scope: SyncScope) => Promise<SyncTokenGrant>;
  readonly createClient: (token: string, scope: SyncScope) => SyncClientPort;
  readonly commits: CommitQueue;
  readonly usersOf: (scope: SyncScope) => Iterable<ConnectionUser>;
}

/** The connections of a store: at most one per scope, begun when it is first used. */
export interface ScopeConnections {
  of(scope: SyncScope): ScopeConnection;
  /** Without effect for a scope that is not in use. */
  reopen(scope: SyncScope): void;
  /** What a person sees of a scope's connection; without one, of that which they must hear about first. */
  source(scope?: SyncScope): Source<SyncConnection>;
  /** Of every scope in use. */
  report(): readonly SyncScopeReport[];
  /** How many listen to sources. */
  listenerCount(): number;
  shutdown(): Promise<void>;
}

export function createScopeConnections(options: ScopeConnectionsOptions): ScopeConnections {
  const { getToken, createClient, commits, usersOf, ...timing } = options;
  const connections = new Map<SyncScope, ScopeConnection>();
  const listeners = createListeners();
  const committable = { commit: listeners.current };

  const create = (scope: SyncScope): ScopeConnection =>
    createScopeConnection({
      ...timing,
      getToken: () => getToken(scope),
      createClient: (token) => createClient(token, scope),
      onChange() {
        for (const user of usersOf(scope)) user.connectionChanged();
        commits.schedule(committable);
      },
      onReplaced() {
        for (const user of usersOf(scope)) user.reopen();
      },
      onRefreshed() {
        for (const user of usersOf(scope)) user.retry();
      },
    });

  const snapshotOf = (scope: SyncScope | undefined): SyncConnection =>
    scope === undefined
      ? mostUrgent([...connections.values()].map((each) => each.getSnapshot()))
      : (connections.get(scope)?.getSnapshot() ?? CONNECTING);

  return {
    of(scope) {
      const connection = connections.get(scope) ?? create(scope);
      connections.set(scope, connection);
      return connection;
    },
    reopen: (scope) => connections.get(scope)?.reopen(),
    source: (scope) => ({ getSnapshot: () => snapshotOf(scope), subscribe: listeners.subscribe }),
    report: () => [...connections].map(([scope, connection]) => ({ scope, ...connection.report() })),
    listenerCount: () => listeners.count(),
    async shutdown() {
      await Promise.all([...connections.values()].map((each) => each.shutdown()));
    },
  };
}
