import type { SdkConnectionError, SyncClientPort } from '../client-port';
import { createOpenQueue, type OpenManner, type OpenPlace, type OpenQueue } from './open-queue';
import { CONNECTING, type SyncConnection } from './sync-connection';
import { operatorCode } from '../../contract';
import { errorMessage } from '../sync-error';
import {
  connectionOf,
  connectionStep,
  refusalOf,
  type ConnectionEvent,
  type ConnectionState,
} from './connection-state';
import { createTokenKeeper, type TokenKeeper } from './token-keeper';
import type { SyncScopeReport } from '../store-report';
import type { SyncTokenGrant } from './token-state';

export interface ScopeConnectionOptions {
  readonly getToken: () => Promise<SyncTokenGrant>;
  readonly createClient: (token: string) => SyncClientPort;
  readonly lostAfterMs: number;
  readonly openJitterMs: number;
  readonly now: () => number;
  readonly random: () => number;
  /** Called at once after each change of `current`. */
  readonly onChange: () => void;
  /** The client is about to be replaced: what it opened must be closed, and opened again with the next. */
  readonly onReplaced: () => void;
  /** The rights were asked for anew, and the client stays: what was refused may be open now. */
  readonly onRefreshed: () => void;
}

/** One scope's client, its token and its connection; nothing is asked for before the first `open`. */
export interface ScopeConnection {
  /** The same object until it changes. */
  getSnapshot(): SyncConnection;
  /** Runs `task` with the client once it is connected and the task's turn has come. */
  open(task: (client: SyncClientPort) => Promise<void>, how: OpenManner): OpenPlace;
  /** Asks for a token anew, and replaces the client if its identity differs or is unknown. */
  reopen(): void;
  /** Told of each open that Sync refused: for the report. */
  openRefused(): void;
  report(): Omit<SyncScopeReport, 'scope'>;
  shutdown(): Promise<void>;
}

/** The client is of no use any more: any terminal answer that is not about the token (twilsock 1.0.2 source). */
const isFinal = ({ terminal, httpStatusCode }: SdkConnectionError): boolean =>
  terminal && typeof httpStatusCode === 'number' && httpStatusCode !== 401 && httpStatusCode !== 403;

/** Creates it; nothing happens before the first `open`. */
export const createScopeConnection = (options: ScopeConnectionOptions): ScopeConnection => new ScopeDriver(options);

/** The client of the moment, and the token that it cannot be given yet. */
interface Running {
  readonly client: SyncClientPort;
  readonly identity: string | undefined;
  waitingToken: string | undefined;
}

/** The driver of {@link connectionStep}: has the client, its tokens, the queue of opens and the one timer. */
class ScopeDriver implements ScopeConnection {
  private state: ConnectionState = { kind: 'unused' };
  private current: SyncConnection = CONNECTING;
  private running: Running | undefined;
  private queue: OpenQueue;
  private lostTimer: ReturnType<typeof setTimeout> | undefined;
  /** What {@link report} tells beside the states. */
  private readonly history = {
    connectedSince: null as number | null,
    connections: 0,
    tokens: 0,
    tokenEndsAt: null as number | null,
    refusedOpens: 0,
  };
  private readonly tokens: TokenKeeper;
  private readonly shutdowns = new Set<Promise<void>>();

  constructor(private readonly options: ScopeConnectionOptions) {
    this.queue = this.createQueue();
    this.tokens = createTokenKeeper({
      ...options,
      onToken: (grant, isAfresh) => {
        this.take(grant, isAfresh);
      },
      onProblem: (problem) => {
        this.step({ type: 'tokenProblem', problem });
        this.publish();
      },
    });
  }

  getSnapshot(): SyncConnection {
    return this.current;
  }

  open(task: (client: SyncClientPort) => Promise<void>, how: OpenManner): OpenPlace {
    if (this.state.kind === 'unused') {
      this.step({ type: 'used', at: this.options.now() });
      this.tokens.renew();
    }
    return this.queue.add(async () => {
      if (this.running !== undefined) await task(this.running.client);
    }, how);
  }

  reopen(): void {
    if (this.state.kind === 'up' || this.state.kind === 'down') this.tokens.renewAfresh();
  }

  openRefused(): void {
    this.history.refusedOpens += 1;
  }

  report(): Omit<SyncScopeReport, 'scope'> {
    const { connections, ...history } = this.history;
    const { inFlight, waiting } = this.queue.counts();
    return {
      ...history,
      connection: this.current,
      identity: this.running?.identity ?? null,
      reconnects: Math.max(0, connections - 1),
      opensInFlight: inFlight,
      opensWaiting: waiting,
    };
  }

  async shutdown(): Promise<void> {
    this.step({ type: 'stopped' });
    this.tokens.stop();
    this.queue.clear();
    this.running?.client.removeAllListeners();
    await Promise.all([this.running?.client.shutdown(), ...this.shutdowns]);
  }

  private createQueue(): OpenQueue {
    return createOpenQueue({ jitterMs: this.options.openJitterMs, random: this.options.random });
  }

  /** Takes up a state; `lostAfterMs` run from the moment in which the connection went. */
  private step(event: ConnectionEvent): void {
    const before = this.state;
    this.state = connectionStep(before, event);
    if (this.state.kind === before.kind) return;
    clearTimeout(this.lostTimer);
    this.history.connectedSince = this.state.kind === 'up' ? this.options.now() : null;
    if (this.state.kind === 'up') this.history.connections += 1;
    if (this.state.kind !== 'down') return;
    this.lostTimer = setTimeout(() => {
      this.step({ type: 'lost' });
      this.publish();
    }, this.options.lostAfterMs);
  }

  private publish(): void {
    if (this.state.kind === 'unused' || this.state.kind === 'stopped') return;
    const next = connectionOf(this.state);
    if (isSameConnection(next, this.current)) return;
    this.current = next;
    this.options.onChange();
  }

  private take({ token, identity, expiresAt }: SyncTokenGrant, isAfresh: boolean): void {
    this.history.tokens += 1;
    this.history.tokenEndsAt = expiresAt ?? null;
    this.step({ type: 'tokenGiven', isFirst: this.running === undefined });
    if (this.running === undefined) this.start(token, identity);
    else if (isOtherIdentity(this.running.identity, identity, isAfresh)) this.replace(this.running, token, identity);
    else {
      this.hand(this.running, token);
      if (isAfresh) this.options.onRefreshed();
    }
    this.publish();
  }

  /** A connection keeps the identity of its first token, so that another one needs another client. */
  private replace({ client }: Running, token: string, identity: string | undefined): void {
    this.step({ type: 'replaced', at: this.options.now() });
    // Opens that the former client does not answer any more must not count as in flight.
    this.queue.clear();
    this.queue = this.createQueue();
    this.options.onReplaced();
    client.removeAllListeners();
    const shutdown = client.shutdown().catch(() => undefined);
    this.shutdowns.add(shutdown);
    void shutdown.then(() => this.shutdowns.delete(shutdown));
    this.start(token, identity);
  }

  private start(token: string, identity: string | undefined): void {
    const client = this.options.createClient(token);
    this.running = { client, identity, waitingToken: undefined };
    client.on('connectionStateChanged', (sdkState) => {
      this.follow(sdkState);
    });
    client.on('tokenAboutToExpire', () => {
      this.tokens.renew();
    });
    client.on('connectionError', (error) => {
      const problem = { reason: error.message, code: operatorCode(error), by: 'twilio' } as const;
      this.step({ type: 'problem', problem, isFinal: isFinal(error) });
      this.publish();
    });
    // Twilio's `tokenExpired` is not listened to: a token given before `disconnected` is lost, and that state follows.
    this.follow(client.connectionState);
  }

  private hand(to: Running, token: string): void {
    if (to.client.connectionState === 'disconnecting') {
      to.waitingToken = token;
      return;
    }
    to.waitingToken = undefined;
    // Not awaited: in some states of the SDK the promise never settles; what counts is the state that follows.
    to.client.updateToken(token).catch((error: unknown) => {
      const problem = { reason: errorMessage(error), code: operatorCode(error), by: 'twilio' } as const;
      this.step({ type: 'problem', problem, isFinal: false });
      this.publish();
    });
  }

  private follow(sdkState: string): void {
    const { running } = this;
    if (this.state.kind === 'stopped' || running === undefined) return;
    if (sdkState === 'connected') {
      this.step({ type: 'up' });
      this.tokens.accepted();
      this.queue.resume();
    } else {
      this.step({ type: 'down', at: this.options.now() });
      this.queue.pause();
    }
    if (running.waitingToken !== undefined) this.hand(running, running.waitingToken);
    else if (sdkState === 'denied' || sdkState === 'disconnected') {
      // Either way the SDK waits for another token; there is none to wait for when it has given up.
      const refusal = refusalOf(this.state);
      if (refusal !== undefined) this.tokens.refused(refusal);
    }
    this.publish();
  }
}

function isOtherIdentity(of: string | undefined, identity: string | undefined, isAfresh: boolean): boolean {
  return identity === undefined ? isAfresh : of !== undefined && identity !== of;
}

function isSameConnection(a: SyncConnection, b: SyncConnection): boolean {
  const fields = (of: SyncConnection): string => JSON.stringify(of);
  return fields(a) === fields(b);
}
