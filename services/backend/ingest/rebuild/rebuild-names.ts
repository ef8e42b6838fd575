import { eventOfStamp } from '../../domain/stamp';
import type { NamedSid } from '../../domain/task-router-event';
import { namesTold, newerNames, type ToldNames } from '../../domain/directory/told-names';
import { isSame } from '../is-same';
import { deleteNames, mapsShowing, namedAfter, readToldNames, writeNames } from '../../store/directory/names';
import { inSnapshot, storedEventsAt } from '../../store/rebuild-rows';
import { QUEUE_INDEX_KEY } from '../../store/outbox/sync-keys';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import type { Mentions } from './mentions';
import { mentionOnceMore } from './rebuild-queues';
import { understood, type RebuildContext } from './walk';

const NAMES_AT_ONCE = 200;

/**
 * Makes the names what the newest event that tells each of them says. As with queues, ingest looks at a name without a
 * lock and leaves it alone when an event tells none that is newer: what was wrong is looked at once more.
 */
export async function rebuildNames(context: RebuildContext, mentions: Mentions): Promise<void> {
  const sids = new Set(mentions.names.keys());
  for (let after = ''; ;) {
    const page = await namedAfter(context.db, after, NAMES_AT_ONCE);
    for (const sid of page) sids.add(sid);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last;
  }
  const wrong = await settleNames(context, mentions, [...sids]);
  if (wrong.length === 0) return;
  await mentionOnceMore(context, mentions, wrong);
  await settleNames(context, mentions, wrong);
}

/** @returns the resources whose names were wrong */
async function settleNames(
  context: RebuildContext,
  mentions: Mentions,
  sids: readonly NamedSid[],
): Promise<NamedSid[]> {
  const wrong: NamedSid[] = [];
  for (let start = 0; start < sids.length; start += NAMES_AT_ONCE) {
    const page = sids.slice(start, start + NAMES_AT_ONCE);
    const found = await inSnapshot(context.db, async (trx) => (await findWrong(trx, mentions, page)).wrong);
    context.step('names', start + page.length, sids.length);
    if (found.length === 0) continue;
    wrong.push(...found);
    await inTransaction(context.db, (trx) => correct(trx, mentions, found.sort(), context.now()));
    context.tally.rows += found.length;
  }
  return wrong;
}

async function correct(db: Queryable, mentions: Mentions, sids: readonly NamedSid[], now: number): Promise<void> {
  const { wrong, right } = await findWrong(db, mentions, sids, true);
  await deleteNames(db, wrong);
  await writeNames(db, new Map([...right].filter(([sid]) => wrong.includes(sid))));
  const index = wrong.some((sid) => sid.startsWith('WQ')) ? [QUEUE_INDEX_KEY] : [];
  await markDirty(db, [...index, ...(await mapsShowing(db, wrong))], now);
}

/**
 * Compares rows with what was collected. A row may know better: events went on coming, and the newest of a name may be gone
 * with its task.
 */
async function findWrong(
  db: Queryable,
  { names, isIncomplete }: Mentions,
  sids: readonly NamedSid[],
  isLocked = false,
): Promise<{ readonly wrong: NamedSid[]; readonly right: ToldNames }> {
  const stored = await readToldNames(db, sids, { isLocked });
  const newer = newerNames(stored, names);
  const kept = isIncomplete ? stampedNames(newer) : await namesWithEvents(db, newer);
  const right = new Map(
    sids.flatMap((sid) => {
      const name = kept.get(sid) ?? names.get(sid);
      return name === undefined ? [] : [[sid, name] as const];
    }),
  );
  return { wrong: sids.filter((sid) => !isSame(stored.get(sid), right.get(sid))), right };
}

/** A wrong row may hold any text. */
const stampedNames = (names: ToldNames): ToldNames =>
  new Map([...names].filter(([, { stamp }]) => eventOfStamp(stamp) !== null));

/** Those of the names that a stored event tells. */
async function namesWithEvents(db: Queryable, names: ToldNames): Promise<ToldNames> {
  const events = [...names.values()].flatMap(({ stamp }) => eventOfStamp(stamp) ?? []);
  const told = understood(await storedEventsAt(db, events)).map((event) => namesTold([event]));
  return new Map([...names].filter(([sid, name]) => told.some((one) => isSame(one.get(sid), name))));
}
