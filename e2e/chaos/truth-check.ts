import { wrongDocuments, wrongLiveFigures, type Difference } from '../oracle/expected-board';
import { wrongOpenRows, wrongRows } from '../oracle/expected-calls';
import { waitFor } from '../support/wait-for';
import type { Scenario } from './scenario';
import { TIME_ZONE, type Stage } from './stage';

/** The differences between Sync and the truth that are left. */
export interface Differences {
  readonly documents: readonly Difference[];
  readonly rows: readonly Difference[];
}

/** Compares again and again until nothing differs, at most `withinMs`. The simulated day has to stand still, or be over. */
export async function untilTruth(
  { control, health }: Stage,
  expects: Scenario['expects'],
  withinMs: number,
): Promise<Differences> {
  let last: Differences = { documents: ['Sync could not be read'], rows: [] };
  const compare = async (): Promise<Differences | null> => {
    const truth = await control.truth();
    const documents =
      expects === 'exact' ? await wrongDocuments(health, truth, TIME_ZONE) : await wrongLiveFigures(health, truth);
    // The rows are many: they are read when the board is right.
    const rows =
      documents.length > 0 ? last.rows : await (expects === 'exact' ? wrongRows : wrongOpenRows)(health, truth);
    last = { documents, rows };
    return documents.length + rows.length === 0 ? last : null;
  };
  try {
    // A read may meet one of the failures that the scenario wants.
    return await waitFor('Sync to equal the truth', () => compare().catch(() => null), { timeoutMs: withinMs });
  } catch {
    return last;
  }
}
