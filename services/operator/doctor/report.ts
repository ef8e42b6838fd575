import type { Finding } from './finding';

const MARKS: Readonly<Record<Finding['state'], string>> = {
  right: 'ok      ',
  wrong: 'WRONG   ',
  missing: 'MISSING ',
  unknown: 'unknown ',
};

/** One line a finding, and below it what mends it. */
export function reportOf(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, state, says, mend }) => [
    `${MARKS[state]} ${check}: ${says}`,
    ...(mend === null ? [] : [`         → ${mend}`]),
  ]);
  return [...lines, '', summaryOf(findings)].join('\n');
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (...states: readonly Finding['state'][]): number =>
    findings.filter(({ state }) => states.includes(state)).length;
  const [bad, open] = [count('wrong', 'missing'), count('unknown')];
  if (bad > 0) return `${String(bad)} of ${String(findings.length)} to put right.`;
  return open > 0 ? `Nothing wrong, but ${String(open)} could not be looked at.` : 'All is right.';
}
