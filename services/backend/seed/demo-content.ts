import { LibraryKind, ResponseContent, ResponseRule, ResponseStatus } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { normalizeContent } from '../domain/responses/response-content';
import { newLibraryId, newResponseId } from '../store/responses/new-canned-ids';
import { cannedObjectKeys } from '../store/responses/canned-keys';
import type { Database } from '../store/database';
import {
  listLibraries,
  listWorkers,
  readersOf,
  type LibraryMembers,
  type NamedWorker,
} from '../store/responses/library-read';
import { insertLibrary, lockLibrary, replaceMembers } from '../store/responses/library-write';
import { replaceRuleSet } from '../store/rule-sets';
import { applyChanges } from '../store/responses/response-changes';
import { markDirty } from '../store/outbox/sync-objects';
import { inTransaction } from '../store/transaction';
import content from './responses.json';

/** The libraries of the demo with their responses, and the rules that rank these. */
export const DemoContent = v.object({
  rules: v.array(ResponseRule),
  libraries: v.array(
    v.object({
      name: v.string(),
      kind: LibraryKind,
      responses: v.array(v.object({ ...ResponseContent.entries, status: ResponseStatus })),
    }),
  ),
});

const AUTHOR = 'demo';
const TEAM_SIZE = 3;

/**
 * Fills a database that has no library with the demo's: one for everybody, and one of the billing team. With its rules, unless there are some.
 *
 * @param at UTC milliseconds
 * @returns the keys that were marked; none when there was a library
 */
export async function addDemoContent({ kysely }: Pick<Database, 'kysely'>, at: number): Promise<string[]> {
  const { libraries, rules } = v.parse(DemoContent, content);
  return inTransaction(kysely, async (trx) => {
    if ((await listLibraries(trx)).length > 0) return [];
    await replaceRuleSet(trx, 'response_rules', { revision: 0, rules });
    const keys: string[] = [];
    for (const { name, kind, responses } of libraries) {
      const id = newLibraryId();
      await insertLibrary(trx, { id, name, kind }, { by: AUTHOR, at });
      await lockLibrary(trx, id);
      if (kind === 'team') await replaceMembers(trx, id, teamOf(await listWorkers(trx), name));
      const changes = responses.map(({ status, ...given }) => ({
        id: newResponseId(id),
        before: null,
        status,
        content: normalizeContent(given),
        action: 'canned-response.import' as const,
      }));
      keys.push(...(await applyChanges(trx, changes, { libraryId: id, by: AUTHOR, at })).keys);
      const readers = cannedObjectKeys({ kind: 'lists-of-workers', workers: await readersOf(trx, id) });
      await markDirty(trx, readers, at);
      keys.push(...readers);
    }
    return [...new Set(keys)];
  });
}

/** The workers whose attributes speak of the team (as a skill does), else the first ones; supervisors lead it. */
function teamOf(workers: readonly NamedWorker[], name: string): LibraryMembers {
  const skilled = workers.filter(({ attributes }) => attributes?.toLowerCase().includes(name.toLowerCase()) === true);
  const members = skilled.length > 0 ? skilled : workers.slice(0, TEAM_SIZE);
  const leads = members.filter(({ attributes }) => attributes?.includes('"supervisor"') === true);
  return { members: members.map(({ sid }) => sid), leads: leads.map(({ sid }) => sid) };
}
