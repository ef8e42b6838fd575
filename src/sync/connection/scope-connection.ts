import type { SdkConnectionError, SyncClientPort } from '../client-port';
import { createOpenQueue, type OpenManner, type OpenPlace } from './open-queue';
import { CONNECTING, type SyncConnection } from './sync-connection';
import { operatorCode } from '../../contract';
import { errorMessage } from '../sync-error';
import { createTokenKeeper } from './token-keeper';
import type { SyncTokenGrant, TokenProblem } from './token-state';

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
  shutdown(): Promise<void>;
}

/** The client is of no use any more: any terminal answer that is not about the token (twilsock 1.0.2 source). */
const isFinal = ({ terminal, httpStatusCode }: SdkConnectionError): boolean =>
  terminal && typeof httpStatusCode === 'number' && httpStatusCode !== 401 && httpStatusCode !== 403;

export function createScopeConnection(options: ScopeConnectionOptions): ScopeConnection {
  const { lostAfterMs, now, random, onChange } = options;
  const createQueue = (): ReturnType<typeof createOpenQueue> =>
    createOpenQueue({ jitterMs: options.openJitterMs, random });
  let queue = createQueue();
  let client: SyncClientPort | undefined;
  let clientIdentity: string | undefined;
  const shutdowns = new Set<Promise<void>>();
  let waitingToken: string | undefined;
  let isStarted = false;
  let isStopped = false;
  let isConnected = false;
  let hasConnected = false;
  let isLost = false;
  let downSince = 0;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let problem: Problem | null = null;
  let denial: Problem | null = null;
  let end: Problem | null = null;
  let current: SyncConnection = CONNECTING;

  const tokens = createTokenKeeper({
    getToken: options.getToken,
    now,
    random,
    onToken({ token, identity }, isAfresh) {
      // A refusal by Twilio is only over when a token has connected.
      if (client === undefined || isConnected) denial = null;
      // What the host did not give it has given now.
      if (problem?.by === 'host') problem = null;
      if (client === undefined) start(token, identity);
      else if (isOtherIdentity(identity, isAfresh)) replace(client, token, identity);
      else {
        update(client, token);
        if (isAfresh) options.onRefreshed();
      }
      publish();
    },
    onProblem(given) {
      problem = given;
      if (given.isDenied) denial = given;
      publish();
    },
  });

  function state(): SyncConnection {
    if (isConnected) return { status: 'connected' };
    if (end !== null) return { status: 'failed', ...told(end) };
    if (denial !== null) return { status: 'denied', ...told(denial) };
    if (isLost && problem === null) return { status: 'lost', since: downSince, reason: null };
    if (isLost && problem !== null) {
      return { status: 'lost', since: downSince, ...told(problem), ...(problem.by === 'host' ? NO_TOKEN : {}) };
    }
    return hasConnected ? { status: 'reconnecting', since: downSince } : CONNECTING;
  }

  function publish(): void {
    if (!isStarted || isStopped) return;
    const next = state();
    if (isSameConnection(next, current)) return;
    current = next;
    onChange();
  }

  function down(): void {
    downSince = now();
    clearTimeout(lostTimer);
    lostTimer = setTimeout(() => {
      isLost = true;
      publish();
    }, lostAfterMs);
  }

  function isOtherIdentity(identity: string | undefined, isAfresh: boolean): boolean {
    return identity === undefined ? isAfresh : clientIdentity !== undefined && identity !== clientIdentity;
  }

  /** A connection keeps the identity of its first token, so that another one needs another client. */
  function replace(former: SyncClientPort, token: string, identity: string | undefined): void {
    if (isConnected) down();
    isConnected = false;
    waitingToken = undefined;
    problem = denial = end = null;
    // Opens that the former client does not answer any more must not count as in flight.
    queue.clear();
    queue = createQueue();
    options.onReplaced();
    former.removeAllListeners();
    const shutdown = former.shutdown().catch(() => undefined);
    shutdowns.add(shutdown);
    void shutdown.then(() => shutdowns.delete(shutdown));
    start(token, identity);
  }

  function start(token: string, identity: string | undefined): void {
    clientIdentity = identity;
    client = options.createClient(token);
    client.on('connectionStateChanged', onSdkState);
    client.on('tokenAboutToExpire', () => {
      tokens.renew();
    });
    client.on('connectionError', (error) => {
      problem = { reason: error.message, code: operatorCode(error), by: 'twilio' };
      if (isFinal(error)) end = problem;
      publish();
    });
    // Twilio's `tokenExpired` is not listened to: a token given before `disconnected` is lost, and that state follows.
    onSdkState(client.connectionState);
  }

  function update(to: SyncClientPort, token: string): void {
    if (to.connectionState === 'disconnecting') {
      waitingToken = token;
      return;
    }
    waitingToken = undefined;
    // Not awaited: in some states of the SDK the promise never settles; what counts is the state that follows.
    to.updateToken(token).catch((error: unknown) => {
      problem = { reason: errorMessage(error), code: operatorCode(error), by: 'twilio' };
      publish();
    });
  }

  function onSdkState(sdkState: string): void {
    if (isStopped || client === undefined) return;
    const wasConnected = isConnected;
    isConnected = sdkState === 'connected';
    if (isConnected) connected();
    else queue.pause();
    if (wasConnected && !isConnected) down();
    if (waitingToken !== undefined) update(client, waitingToken);
    else if (sdkState === 'denied' || sdkState === 'disconnected') {
      // Either way the SDK waits for another token; there is none to wait for when it has given up.
      if (end === null) tokens.refused(problem ?? CLOSED);
    }
    publish();
  }

  function connected(): void {
    hasConnected = true;
    isLost = false;
    problem = denial = end = null;
    clearTimeout(lostTimer);
    tokens.accepted();
    queue.resume();
  }

  return {
    getSnapshot: () => current,
    open(task, how) {
      if (!isStarted && !isStopped) {
        isStarted = true;
        down();
        tokens.renew();
      }
      return queue.add(async () => {
        if (client !== undefined) await task(client);
      }, how);
    },
    reopen() {
      if (isStarted && !isStopped) tokens.renewAfresh();
    },
    async shutdown() {
      isStopped = true;
      clearTimeout(lostTimer);
      tokens.stop();
      queue.clear();
      client?.removeAllListeners();
      await Promise.all([client?.shutdown(), ...shutdowns]);
    },
  };
}

/** Why there is no connection; `by` as in {@link TokenProblem}. */
type Problem = Pick<TokenProblem, 'reason' | 'code' | 'by'>;

const NO_TOKEN = { cause: 'no-token' } as const;
const CLOSED = { reason: 'Twilio closed the connection', code: null };

const told = ({ reason, code }: Problem): { readonly reason: string; readonly code?: string } =>
  code === null ? { reason } : { reason, code };

function isSameConnection(a: SyncConnection, b: SyncConnection): boolean {
  const fields = (of: SyncConnection): string => JSON.stringify(of);
  return fields(a) === fields(b);
}
