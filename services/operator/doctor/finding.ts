/**
 * How one thing of an installation stands. `unknown`: it could not be looked at, so that nothing is said of it either way.
 */
export interface Finding {
  /** Stable, for scripts: what was looked at. */
  readonly check: string;
  readonly state: 'right' | 'wrong' | 'missing' | 'unknown';
  /** One sentence about what is there. */
  readonly says: string;
  /** What puts it right: a command, a variable, or a place in the console. */
  readonly mend: string | null;
}

export const right = (check: string, says: string): Finding => ({ check, state: 'right', says, mend: null });
export const wrong = (check: string, says: string, mend: string): Finding => ({ check, state: 'wrong', says, mend });
export const missing = (check: string, says: string, mend: string): Finding => ({
  check,
  state: 'missing',
  says,
  mend,
});
export const unknown = (check: string, says: string, mend: string | null = null): Finding => ({
  check,
  state: 'unknown',
  says,
  mend,
});

/** 0: all is right. 1: something is wrong or missing. 2: nothing is, as far as it could be looked at. */
export function exitCodeOf(findings: readonly Finding[]): number {
  if (findings.some(({ state }) => state === 'wrong' || state === 'missing')) return 1;
  return findings.some(({ state }) => state === 'unknown') ? 2 : 0;
}
