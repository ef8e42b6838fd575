import { errorWords } from './error-words';

/** Why the backend did not answer. */
export interface Failure {
  /** The backend's, or that of a `BackendError`. */
  readonly code: string;
  /** For people. */
  readonly message: string;
}

/** Every bundle has its own copy of `BackendError`: it is known by its code. */
export function failureOf(error: unknown): Failure {
  const isCoded = error instanceof Error && 'code' in error && typeof error.code === 'string';
  return { code: isCoded ? String(error.code) : 'error', message: errorWords(error) };
}

/** Whether the backend says that this person may not ask at all. */
export const isForbidden = ({ code }: Failure): boolean =>
  code === 'not_supervisor' || code === 'no_role' || code === 'forbidden';
