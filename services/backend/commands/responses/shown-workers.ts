import type { Colleague, LibrariesAnswer } from '@flex-sync-suite/shared/contract';
import { workerGroups } from '../../domain/directory/worker-groups';
import type { NamedWorker } from '../../store/responses/library-read';

/** For an admin: nothing else of a worker's attributes. */
export const colleagueOf = ({ sid, name, attributes }: NamedWorker): Colleague => {
  const { team, skills } = workerGroups(attributes);
  return { sid, name, team, skills: [...skills] };
};

/** Attributes of a worker are nobody else's to see here. */
export const namesOf = (workers: readonly NamedWorker[]): NonNullable<LibrariesAnswer['owners']> =>
  workers.map(({ sid, name }) => ({ sid, name }));
