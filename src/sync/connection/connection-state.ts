import { CONNECTING, type SyncConnection } from './sync-connection';
import type { TokenProblem } from './token-state';

/** Why there is no connection; `by` as in {@link TokenProblem}. */
export type Problem = Pick<TokenProblem, 'reason' | 'code' | 'by'>;

/** What is known to be wrong: the newest problem, who said no, and what cannot be mended. Null for nothing. */
interface Trouble {
  readonly problem: Problem | null;
  readonly denial: Problem | null;
  readonly end: Problem | null;
}

/** The connection of a scope, without time: instants come with the events. */
export type ConnectionState =
  /** Nothing was opened yet. */
  | { readonly kind: 'unused' }
  /** A problem may already be known: a renewal that failed. It counts when the connection goes. */
  | { readonly kind: 'up'; readonly trouble: Trouble }
  | {
      readonly kind: 'down';
      readonly since: number;
      readonly isLost: boolean;
      readonly hasConnected: boolean;
      readonly trouble: Trouble;
    }
  | { readonly kind: 'stopped' };

export type ConnectionEvent =
  | { readonly type: 'used' | 'down'; readonly at: number }
  | { readonly type: 'up' | 'lost' | 'stopped' }
  /** `isFirst`: there is no client yet. */
  | { readonly type: 'tokenGiven'; readonly isFirst: boolean }
  /** `isFinal`: the client is of no use any more. */
  | { readonly type: 'problem'; readonly problem: Problem; readonly isFinal: boolean }
  | { readonly type: 'tokenProblem'; readonly problem: TokenProblem }
  /** Another client takes the place of the one before, with a slate of its own. */
  | { readonly type: 'replaced'; readonly at: number };

const NO_TROUBLE: Trouble = { problem: null, denial: null, end: null };

export function connectionStep(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  if (state.kind === 'stopped') return state;
  if (event.type === 'stopped') return { kind: 'stopped' };
  if (state.kind === 'unused') {
    const { type } = event;
    if (type !== 'used') return state;
    return { kind: 'down', since: event.at, isLost: false, hasConnected: false, trouble: NO_TROUBLE };
  }
  switch (event.type) {
    case 'used':
      return state;
    case 'up':
      return { kind: 'up', trouble: NO_TROUBLE };
    case 'down':
      return wentDown(state, event.at);
    case 'lost':
      return state.kind === 'down' ? { ...state, isLost: true } : state;
    case 'replaced':
      return { ...wentDown(state, event.at), trouble: NO_TROUBLE };
    case 'problem':
    case 'tokenProblem':
    case 'tokenGiven':
      return { ...state, trouble: troubleAfter(state.trouble, event, state.kind === 'up') };
  }
}

/** What a refusal of the token is put down to; undefined when the SDK has given up, and waits for no other token. */
export function refusalOf(state: ConnectionState): Pick<Problem, 'reason' | 'code'> | undefined {
  if (state.kind !== 'down') return undefined;
  return state.trouble.end === null ? (state.trouble.problem ?? CLOSED) : undefined;
}

const CLOSED = { reason: 'Twilio closed the connection', code: null };

/** The state in the words for people. */
export function connectionOf(state: ConnectionState): SyncConnection {
  if (state.kind === 'up') return { status: 'connected' };
  if (state.kind !== 'down') return CONNECTING;
  const { since, isLost, hasConnected, trouble } = state;
  if (trouble.end !== null) return { status: 'failed', ...told(trouble.end) };
  if (trouble.denial !== null) return { status: 'denied', ...told(trouble.denial) };
  if (!isLost) return hasConnected ? { status: 'reconnecting', since } : CONNECTING;
  if (trouble.problem === null) return { status: 'lost', since, reason: null };
  return { status: 'lost', since, ...told(trouble.problem), ...(trouble.problem.by === 'host' ? NO_TOKEN : {}) };
}

const NO_TOKEN = { cause: 'no-token' } as const;

const told = ({ reason, code }: Problem): { readonly reason: string; readonly code?: string } =>
  code === null ? { reason } : { reason, code };

type Used = Exclude<ConnectionState, { readonly kind: 'unused' | 'stopped' }>;

/** The instant of the loss stays while the SDK goes through its states. */
const wentDown = (state: Used, at: number): Extract<ConnectionState, { readonly kind: 'down' }> =>
  state.kind === 'down'
    ? state
    : { kind: 'down', since: at, isLost: false, hasConnected: true, trouble: state.trouble };

function troubleAfter(
  trouble: Trouble,
  event: Extract<ConnectionEvent, { readonly type: 'problem' | 'tokenProblem' | 'tokenGiven' }>,
  isUp: boolean,
): Trouble {
  switch (event.type) {
    case 'problem':
      return { ...trouble, problem: event.problem, end: event.isFinal ? event.problem : trouble.end };
    case 'tokenProblem':
      return { ...trouble, problem: event.problem, denial: event.problem.isDenied ? event.problem : trouble.denial };
    case 'tokenGiven':
      return {
        ...trouble,
        // What the host did not give it has given now.
        problem: trouble.problem?.by === 'host' ? null : trouble.problem,
        // A refusal by Twilio is only over when a token has connected.
        denial: event.isFirst || isUp ? null : trouble.denial,
      };
  }
}
