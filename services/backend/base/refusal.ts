/**
 * Why a request is refused, in words that know no transport; `http/problem.ts` gives each its status.
 *
 * `invalid`: what was sent cannot be read. `unauthenticated`: who asks is not known. `forbidden`: who asks may not.
 * `missing`: there is no such thing, or it is not the caller's to see. `conflict`: it was changed meanwhile. `too-large`,
 * `wrong-type`: of the body. `unprocessable`: it can be read, and breaks a rule. `too-often`: later it is welcome.
 * `unavailable`: something that is needed is away.
 */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'too-large'
  | 'wrong-type'
  | 'unprocessable'
  | 'too-often'
  | 'unavailable';

export interface RefusalOptions extends ErrorOptions {
  /** When asking again makes sense; left out says nothing about it. */
  readonly retryAfterSeconds?: number;
  /** Told to the caller besides: what it needs to go on, such as the state that its edit was not made from. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A request is refused, and nothing of it was done. Thrown by commands and operations; the caller is told why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly retryAfterSeconds: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    readonly kind: RefusalKind,
    /** Stable machine-readable code. */
    readonly code: string,
    /** One sentence for a person: what is wrong and what to do. */
    message: string,
    { retryAfterSeconds, details = {}, ...options }: RefusalOptions = {},
  ) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
    this.details = details;
  }
}
