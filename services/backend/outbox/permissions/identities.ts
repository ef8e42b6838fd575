import { outboxObject, WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { customersReadBy, workersReading } from '../../store/activity/customer-readers';
import { listProfiles } from '../../store/outbox/access-profiles';
import type { Reader } from '../../store/outbox/grants';
import { customerMapKey, ownerOf, queueBriefKey } from '../../store/outbox/sync-keys';
import { queuesFollowedBy, workersFollowing } from '../../store/queues/queue-readers';
import type { Queryable } from '../../store/transaction';
import { mayRead, PROFILE_LIFE_MS, profileReader, workerReader, type ProfileRole } from './access-profile';

/** The profiles that somebody may hold a token of. */
const heldProfiles = async (db: Queryable, now: number): Promise<Reader[]> =>
  (await listProfiles<ProfileRole>(db, now - PROFILE_LIFE_MS)).map(profileReader);

/** Who reads an object, as far as they are known: its owner, those to whom it is lent, or the profiles that may. */
export async function identitiesReading(db: Queryable, objectKey: string, now: number): Promise<string[]> {
  const owner = ownerOf(objectKey);
  if (owner !== null) return [owner];
  const object = outboxObject(objectKey);
  if (object?.kind === 'customer') return workersReading(db, object.customerKey);
  const workers = object?.kind === 'queue-brief' ? await workersFollowing(db, object.taskQueueSid) : [];
  const profiles = await heldProfiles(db, now);
  return [...workers, ...profiles.filter((profile) => mayRead(profile, objectKey)).map(({ identity }) => identity)];
}

/** What the identity may read; null when nobody holds a token of it. */
export async function readerOf(db: Queryable, identity: string, now: number): Promise<Reader | null> {
  const worker = v.safeParse(WorkerSid, identity);
  if (worker.success) {
    const customers = await customersReadBy(db, worker.output);
    const queues = await queuesFollowedBy(db, worker.output);
    return workerReader(worker.output, [...customers.map(customerMapKey), ...queues.map(queueBriefKey)]);
  }
  return (await heldProfiles(db, now)).find((profile) => profile.identity === identity) ?? null;
}
