import { operatorCode } from '../../contract';
import type { BackendError } from './send-to-backend';

/**
 * What a person is told of anything that was thrown: the sentence of the suite's backend or of the way to it, which are
 * written for people; of everything else that it was unexpected, with what an operator can look up. What Twilio, Flex or
 * the browser say is written for programmers.
 */
export function errorWords(error: unknown): string {
  if (isOurs(error) && error.code !== 'unexpected-answer') return error.message;
  const code = operatorCode(error);
  return code === null ? UNEXPECTED : `${UNEXPECTED} (${code})`;
}

const UNEXPECTED = 'Something unexpected happened; try again, and tell your administrator if it happens again';

/** By its name: every plugin bundle has its own copy of `BackendError`. */
const isOurs = (error: unknown): error is BackendError => error instanceof Error && error.name === 'BackendError';
