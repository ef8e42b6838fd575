import { failureOf } from '@flex-sync-suite/shared/flex';

/** Why something was not answered or not done. `too-often`: what may be read of Sync is used up for a moment. */
export interface Problem {
  readonly kind: 'forbidden' | 'too-often' | 'not-found' | 'conflict' | 'failed';
  /** A sentence for a person. */
  readonly message: string;
  /** For an operator. */
  readonly code: string;
}

const KINDS: Readonly<Record<number, Problem['kind']>> = {
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  429: 'too-often',
};

/** What was thrown, as it is told. */
export function problemOf(error: unknown): Problem {
  const { code, message } = failureOf(error);
  return { kind: KINDS[statusOf(error)] ?? 'failed', message, code };
}

/** By its field: every plugin bundle has its own copy of `BackendError`. */
const statusOf = (error: unknown): number =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 0;
