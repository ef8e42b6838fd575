import { listProfiles } from '../store/grants';
import { ownerOf } from '../store/sync-keys';
import type { Queryable } from '../store/transaction';
import { mayRead, PROFILE_LIFE_MS, type AccessProfile, type ProfileRole } from './access-profile';

/** The profiles that somebody may hold a token of. */
export const heldProfiles = (db: Queryable, now: number): Promise<AccessProfile[]> =>
  listProfiles<ProfileRole>(db, now - PROFILE_LIFE_MS);

/** Who reads an object, as far as they are known before they ask: its owner alone, or the profiles that may. */
export async function identitiesReading(db: Queryable, objectKey: string, now: number): Promise<string[]> {
  const owner = ownerOf(objectKey);
  if (owner !== null) return [owner];
  const profiles = await heldProfiles(db, now);
  return profiles.filter((profile) => mayRead(profile, objectKey)).map(({ identity }) => identity);
}
