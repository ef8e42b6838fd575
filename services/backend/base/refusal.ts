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

/** A request is refused, and nothing of it was done. Thrown by commands and routes; the caller is told why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly kind: RefusalKind,
    /** Stable machine-readable code. */
    readonly code: string,
    /** One sentence for a person: what is wrong and what to do. */
    message: string,
    /** When asking again makes sense; undefined says nothing about it. */
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
