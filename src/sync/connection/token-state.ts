/** What a host answers when it is asked for a token. */
export interface SyncTokenGrant {
  /** Twilio access token with a Sync grant. */
  readonly token: string;
  /** Unix milliseconds; without it the store waits for Twilio's own warning, three minutes before the end. */
  readonly expiresAt?: number | undefined;
  /**
   * Identity that the token speaks for. A token for another one needs a new connection, which the store then makes;
   * without it, every renewal is taken to be for the same identity.
   */
  readonly identity?: string | undefined;
}

/** `by`: who is to blame, the host that gives no token or Twilio that refuses the one it got. */
export interface TokenProblem {
  readonly reason: string;
  readonly code: string | null;
  readonly by: 'host' | 'twilio';
  readonly isDenied: boolean;
}

/** What a keeper is about, and what it must know of what was: without time, which the driver adds. */
export interface TokenState {
  readonly phase: TokenPhase;
  /** The token that was handed on last. */
  readonly held: string | undefined;
  /** What Twilio refused last; undefined once a token was accepted. */
  readonly refused: string | undefined;
  /** Refusals by Twilio since a token was accepted. */
  readonly refusals: number;
  /** Attempts in a row that brought nothing. */
  readonly failures: number;
  /** Somebody asked for a token afresh, and no request that began after that was answered with one. */
  readonly isAfreshOwed: boolean;
}

type TokenPhase =
  | { readonly kind: 'resting' }
  /** `serves`: it began after somebody asked afresh. `again`: somebody has asked afresh since. */
  | { readonly kind: 'asking'; readonly serves: boolean; readonly again: boolean }
  | { readonly kind: 'stopped' };

export type TokenEvent =
  | { readonly type: 'renew' | 'renewAfresh' | 'accepted' | 'stop' }
  | { readonly type: 'granted'; readonly grant: SyncTokenGrant }
  | { readonly type: 'notGranted'; readonly problem: TokenProblem }
  | { readonly type: 'refused'; readonly refusal: Pick<TokenProblem, 'reason' | 'code'> };

/** What the driver has to do, in this order. */
export type TokenEffect =
  | { readonly type: 'ask' | 'stopTimer' }
  | { readonly type: 'renewBefore'; readonly expiresAt: number }
  | { readonly type: 'retry'; readonly failures: number; readonly isSlow: boolean }
  | { readonly type: 'token'; readonly grant: SyncTokenGrant; readonly isAfresh: boolean }
  | { readonly type: 'problem'; readonly problem: TokenProblem };

export interface TokenStep {
  readonly state: TokenState;
  readonly effects: readonly TokenEffect[];
}

export const NO_TOKEN_YET: TokenState = {
  phase: { kind: 'resting' },
  held: undefined,
  refused: undefined,
  refusals: 0,
  failures: 0,
  isAfreshOwed: false,
};

/** What follows from an event. After `stop` nothing does. */
export function tokenStep(state: TokenState, event: TokenEvent): TokenStep {
  if (state.phase.kind === 'stopped') return { state, effects: [] };
  switch (event.type) {
    case 'renew':
      return asked(state);
    case 'renewAfresh':
      return askedAfresh(state);
    case 'granted':
      return answered(state, granted(afterAnswer(state, true), event.grant, isServing(state)));
    case 'notGranted':
      return answered(state, failed(afterAnswer(state, false), event.problem));
    case 'refused':
      return refused(state, event.refusal);
    case 'accepted':
      return { state: { ...state, refused: undefined, refusals: 0 }, effects: [] };
    case 'stop':
      return { state: { ...state, phase: { kind: 'stopped' } }, effects: [{ type: 'stopTimer' }] };
  }
}

const isServing = ({ phase }: TokenState): boolean => phase.kind === 'asking' && phase.serves;

/** One request at a time: who asks while one is under way gets its answer. */
function asked(state: TokenState): TokenStep {
  if (state.phase.kind !== 'resting') return { state, effects: [] };
  const phase: TokenPhase = { kind: 'asking', serves: state.isAfreshOwed, again: false };
  return { state: { ...state, phase }, effects: [{ type: 'ask' }] };
}

/** A request that is under way may be older than what this asks about. */
function askedAfresh(state: TokenState): TokenStep {
  const owing = { ...state, isAfreshOwed: true };
  if (state.phase.kind !== 'asking') return asked(owing);
  return { state: { ...owing, phase: { ...state.phase, again: true } }, effects: [] };
}

function afterAnswer(state: TokenState, isGranted: boolean): TokenState {
  const isOwedSince = state.phase.kind === 'asking' && state.phase.again;
  return { ...state, phase: { kind: 'resting' }, isAfreshOwed: isGranted ? isOwedSince : state.isAfreshOwed };
}

/** Asks once more when somebody asked afresh while the answer was on its way. */
function answered(before: TokenState, step: TokenStep): TokenStep {
  if (before.phase.kind !== 'asking' || !before.phase.again) return step;
  const next = asked(step.state);
  return { state: next.state, effects: [...step.effects, ...next.effects] };
}

function granted(state: TokenState, grant: SyncTokenGrant, isAfresh: boolean): TokenStep {
  const { token, expiresAt } = grant;
  if (token === state.refused) {
    // The SDK ignores a token that it already has, and so would wait for ever.
    const reason = 'The token that was refused came back unchanged';
    return failed(state, { reason, code: null, by: 'host', isDenied: false });
  }
  const isNews = token !== state.held || isAfresh;
  return {
    state: { ...state, failures: 0, held: token },
    effects: [
      ...(expiresAt === undefined ? [] : [{ type: 'renewBefore', expiresAt } as const]),
      ...(isNews ? [{ type: 'token', grant, isAfresh } as const] : []),
    ],
  };
}

function failed(state: TokenState, problem: TokenProblem): TokenStep {
  const failures = state.failures + 1;
  return {
    state: { ...state, failures },
    effects: [
      { type: 'problem', problem },
      { type: 'retry', failures, isSlow: problem.isDenied },
    ],
  };
}

/** An ended token is an everyday event after a laptop slept. A fresh one refused as well is a decision. */
function refused(state: TokenState, refusal: Pick<TokenProblem, 'reason' | 'code'>): TokenStep {
  const refusals = state.refusals + 1;
  const after = { ...state, refused: state.held, refusals };
  if (refusals === 1) return asked(after);
  return failed({ ...after, failures: refusals - 2 }, { ...refusal, by: 'twilio', isDenied: true });
}
