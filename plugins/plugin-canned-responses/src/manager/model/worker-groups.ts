import type { Colleague, WorkerSid } from '@flex-sync-suite/shared/contract';

/** People who can be added at once. */
export interface WorkerGroup {
  readonly kind: 'all' | 'team' | 'skill';
  /** Empty for all. */
  readonly name: string;
  readonly sids: readonly WorkerSid[];
}

export const groupKey = ({ kind, name }: WorkerGroup): string => `${kind}:${name}`;

/** Everybody, then the teams, then the skills, by name; none for nobody. */
export function workerGroups(workers: readonly Colleague[]): readonly WorkerGroup[] {
  if (workers.length === 0) return [];
  const all: WorkerGroup = { kind: 'all', name: '', sids: workers.map(({ sid }) => sid) };
  const teams = grouped('team', workers, ({ team }) => (team == null ? [] : [team]));
  return [all, ...teams, ...grouped('skill', workers, ({ skills = [] }) => skills)];
}

function grouped(
  kind: 'team' | 'skill',
  workers: readonly Colleague[],
  namesOf: (worker: Colleague) => readonly string[],
): readonly WorkerGroup[] {
  const sids = new Map<string, WorkerSid[]>();
  for (const worker of workers) {
    for (const name of namesOf(worker)) sids.set(name, [...(sids.get(name) ?? []), worker.sid]);
  }
  return [...sids]
    .map(([name, members]) => ({ kind, name, sids: members }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
