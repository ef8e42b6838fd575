import type { ExplorerOutbox, ExplorerReader, ExplorerStanding } from '@flex-sync-suite/shared/contract';
import { isTrackersOwnName, WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { ObjectPlace, SeenPermission } from '../../domain/explorer/seen';
import { readNames } from '../../store/directory/names';
import { profilesOf, readOutboxStanding, type OutboxStanding } from '../../store/explorer/outbox-objects';
import { listLibraries } from '../../store/responses/library-read';
import type { Queryable } from '../../store/transaction';
import type { Caller } from '../caller';
import { admitTo, isOfSuite, noSuchObject, type ExplorerOptions, type KnownNames } from './explorer-context';
import { linksOf } from './object-links';

/**
 * Who may read an object, what it is linked with, and whether it is up to date.
 * @throws Refusal `forbidden`, `missing`, `too-often`, `unavailable`
 */
export type StandingQuestion = (caller: Caller, place: ObjectPlace) => Promise<ExplorerStanding>;

const MOST_READERS = 100;

export function createStandingQuestion(options: ExplorerOptions, names: KnownNames): StandingQuestion {
  const { database, looking, budget } = options;
  const db = database.kysely;
  return async (caller, place) => {
    admitTo(options, caller, place);
    const { serviceSid, kind, sid } = place;
    const name = await names.nameOf(place);
    const isSuite = isOfSuite(options, serviceSid, name);
    const permitted = kind === 'stream' ? NOBODY : await looking.permissions({ serviceSid, kind, sid }, MOST_READERS);
    if (permitted === null) throw noSuchObject();
    const service = await looking.service(serviceSid);
    const links = await linksOf({ db, looking, isSuite: serviceSid === options.suiteSid }, place, name);
    const standing = isSuite && name !== null ? await readOutboxStanding(db, name) : null;
    return {
      readers: await readersOf(db, permitted.seen),
      hasMoreReaders: permitted.next !== null,
      isOpenToAll: service?.aclEnabled === false,
      links,
      outbox: standing === null ? null : toldStanding(standing),
      budget: budget.state(),
    };
  };
}

const NOBODY = { seen: [] as readonly SeenPermission[], next: null };

const instantOf = (ms: number): string => new Date(ms).toISOString();

const toldStanding = (standing: OutboxStanding): ExplorerOutbox => {
  const { waiting, dirtySince, nextAt, attempts, lastError, setAside, writtenAt } = standing;
  return {
    ...{ waiting, attempts, lastError, setAside },
    waitingSince: dirtySince === null ? null : instantOf(dirtySince),
    nextAt: waiting === 0 ? null : instantOf(nextAt),
    writtenAt: writtenAt === null ? null : instantOf(writtenAt),
  };
};

/** As `outbox/permissions/access-profile.ts` calls them. */
const PROFILE = /^profile\.[a-z]{1,20}\.[0-9a-f]{12}$/;

/** Whom the identities stand for. Others than ours are never looked for: they may be texts that no database takes. */
async function readersOf(db: Queryable, permissions: readonly SeenPermission[]): Promise<ExplorerReader[]> {
  const identities = permissions.map(({ identity }) => identity);
  const workers = identities.filter((identity) => v.is(WorkerSid, identity));
  const profiles = await profilesOf(
    db,
    identities.filter((identity) => PROFILE.test(identity)),
  );
  const names = await readNames(db, workers);
  const libraries = new Map(profiles.size === 0 ? [] : (await listLibraries(db)).map(({ id, name }) => [id, name]));
  return permissions.map((permission) => ({ ...permission, who: whoIs(permission.identity) }));

  function whoIs(identity: string): ExplorerReader['who'] {
    const worker = v.safeParse(WorkerSid, identity);
    if (worker.success) return { kind: 'worker', workerSid: worker.output, name: names.get(identity) ?? null };
    const profile = profiles.get(identity);
    if (profile !== undefined) {
      const { role } = profile;
      return { kind: 'profile', role, libraries: profile.libraries.map((id) => libraries.get(id) ?? id) };
    }
    return identity.startsWith('shop-app.') && isTrackersOwnName(identity) ? { kind: 'shop' } : { kind: 'unknown' };
  }
}
