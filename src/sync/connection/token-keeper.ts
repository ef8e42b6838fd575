import { backoffMs, RETRY, RETRY_SLOWLY } from '../backoff';
import { operatorCode } from '../../contract';
import { errorMessage, isForbidden } from '../sync-error';

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

/** `by`: who is to blame, the host that gives no token or Twilio that refuses the one it got. */
export interface TokenProblem {
  readonly reason: string;
  readonly code: string | null;
  readonly by: 'host' | 'twilio';
  readonly isDenied: boolean;
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

export function createTokenKeeper({ getToken, now, random, onToken, onProblem }: TokenKeeperOptions): TokenKeeper {
  let held: string | undefined;
  let refusedToken: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let isStopped = false;
  /** How often `renewAfresh` was called, and how many of those calls the answers so far have served. */
  let wanted = 0;
  let served = 0;
  let failures = 0;
  let refusals = 0;

  function renewIn(delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(renew, Math.min(delayMs, MAX_TIMER_MS));
  }

  function failed(problem: TokenProblem): void {
    failures += 1;
    onProblem(problem);
    renewIn(backoffMs(failures, problem.isDenied ? RETRY_SLOWLY : RETRY, random));
  }

  function granted(grant: SyncTokenGrant, isAfresh: boolean): void {
    const { token, expiresAt } = grant;
    if (token === refusedToken) {
      // The SDK ignores a token that it already has, and so would wait for ever.
      const reason = 'The token that was refused came back unchanged';
      failed({ reason, code: null, by: 'host', isDenied: false });
      return;
    }
    failures = 0;
    if (expiresAt !== undefined) renewIn(Math.max(MIN_REFRESH_MS, (expiresAt - now()) * REFRESH_AT));
    if (token === held && !isAfresh) return;
    held = token;
    onToken(grant, isAfresh);
  }

  async function ask(): Promise<void> {
    clearTimeout(timer);
    isAsking = true;
    const asked = wanted;
    let settle: () => void;
    try {
      const grant = await getToken();
      settle = () => {
        const isAfresh = asked > served;
        served = asked;
        granted(grant, isAfresh);
      };
    } catch (error) {
      settle = () => {
        const reason = errorMessage(error);
        failed({ reason, code: operatorCode(error), by: 'host', isDenied: isForbidden(error) });
      };
    }
    isAsking = false;
    if (isStopped) return;
    settle();
    if (wanted > asked) renew();
  }

  function renew(): void {
    if (!isAsking && !isStopped) void ask();
  }

  return {
    renew,
    renewAfresh() {
      wanted += 1;
      renew();
    },
    refused(refusal) {
      refusedToken = held;
      refusals += 1;
      // An ended token is an everyday event after a laptop slept. A fresh one refused as well is a decision.
      if (refusals === 1) {
        renew();
        return;
      }
      failures = refusals - 2;
      failed({ ...refusal, by: 'twilio', isDenied: true });
    },
    accepted() {
      refusedToken = undefined;
      refusals = 0;
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
