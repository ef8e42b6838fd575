import { backoffMs, RETRY, RETRY_SLOWLY } from '../backoff';
import { operatorCode } from '../../contract';
import { errorMessage, isForbidden } from '../sync-error';
import {
  NO_TOKEN_YET,
  tokenStep,
  type SyncTokenGrant,
  type TokenEffect,
  type TokenEvent,
  type TokenProblem,
} from './token-state';

/** Share of a token's remaining life after which a new one is asked for. */
const REFRESH_AT = 0.8;
/** A wrong clock in the browser must not turn the refresh into a loop. */
const MIN_REFRESH_MS = 30_000;
/** `setTimeout` fires at once for anything longer (24.8 days). */
const MAX_TIMER_MS = 2_147_483_647;

export interface TokenKeeperOptions {
  readonly getToken: () => Promise<SyncTokenGrant>;
  readonly now: () => number;
  readonly random: () => number;
  /** `isAfresh`: the answer to {@link TokenKeeper.renewAfresh}; otherwise only a token that is not held yet. */
  readonly onToken: (grant: SyncTokenGrant, isAfresh: boolean) => void;
  /** `isDenied`: not an outage, somebody has said no. Cleared by the next `onToken`. */
  readonly onProblem: (problem: TokenProblem) => void;
}

/** Keeps one scope in tokens: one request at a time, renewed before it ends, retried with backoff. */
export interface TokenKeeper {
  /** Asks for a token now, unless that is already under way. */
  renew(): void;
  /** As `renew`, but an answer that is under way may be older than what this asks about: then asks once more. */
  renewAfresh(): void;
  /** Twilio refused the token it got, or let it end: the next one must be another one. */
  refused(refusal: Pick<TokenProblem, 'reason' | 'code'>): void;
  /** The token was accepted. */
  accepted(): void;
  stop(): void;
}

/** The driver of {@link tokenStep}: asks the host, keeps the one timer, and tells. */
export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  let state = NO_TOKEN_YET;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const dispatch = (event: TokenEvent): void => {
    const step = tokenStep(state, event);
    state = step.state;
    for (const effect of step.effects) run(effect);
  };

  function run(effect: TokenEffect): void {
    switch (effect.type) {
      case 'ask':
        clearTimeout(timer);
        void ask(options.getToken).then(dispatch);
        return;
      case 'token':
        options.onToken(effect.grant, effect.isAfresh);
        return;
      case 'problem':
        options.onProblem(effect.problem);
        return;
      case 'renewBefore':
      case 'retry':
        clearTimeout(timer);
        timer = setTimeout(renew, Math.min(delayOf(effect, options), MAX_TIMER_MS));
        return;
      case 'stopTimer':
        clearTimeout(timer);
    }
  }

  const renew = (): void => {
    dispatch({ type: 'renew' });
  };
  return {
    renew,
    renewAfresh() {
      dispatch({ type: 'renewAfresh' });
    },
    refused(refusal) {
      dispatch({ type: 'refused', refusal });
    },
    accepted() {
      dispatch({ type: 'accepted' });
    },
    stop() {
      dispatch({ type: 'stop' });
    },
  };
}

async function ask(getToken: TokenKeeperOptions['getToken']): Promise<TokenEvent> {
  try {
    return { type: 'granted', grant: await getToken() };
  } catch (error) {
    const reason = errorMessage(error);
    const problem = { reason, code: operatorCode(error), by: 'host', isDenied: isForbidden(error) } as const;
    return { type: 'notGranted', problem };
  }
}

function delayOf(
  effect: Extract<TokenEffect, { readonly type: 'renewBefore' | 'retry' }>,
  { now, random }: Pick<TokenKeeperOptions, 'now' | 'random'>,
): number {
  return effect.type === 'retry'
    ? backoffMs(effect.failures, effect.isSlow ? RETRY_SLOWLY : RETRY, random)
    : Math.max(MIN_REFRESH_MS, (effect.expiresAt - now()) * REFRESH_AT);
}
