import { createHash } from 'node:crypto';
import {
  backendHeartbeatDocument,
  NAME_PREFIX,
  queueAlertsMap,
  queueIndexMap,
  type LibraryId,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import type { Reader } from '../../store/outbox/grants';
import { OF_SHOPS } from '../../store/outbox/kinds-in-sql';
import {
  agentQueuesKey,
  cannedFavoritesKey,
  listKeyPrefix,
  recentCallsKey,
  responseKeyPrefix,
} from '../../store/outbox/sync-keys';

/** Who shares one read-only Sync identity. Twilio's permissions are per identity and object, so agents share few. */
export type ProfileRole = 'supervisor' | 'agent';

export interface AccessProfile {
  /** Identity in Sync: `profile.<role>.<12 hex digits>`. */
  readonly identity: string;
  readonly role: ProfileRole;
  /** The global and team libraries that its holders may use, sorted. */
  readonly libraries: readonly LibraryId[];
}

/**
 * A profile counts as held by somebody for this long after its last token. Tokens live for an hour; the rest is for those
 * that were asked for while the clock of one process was behind.
 */
export const PROFILE_LIFE_MS = 2 * 3_600_000;

/**
 * The profile that Flex roles and libraries open, or null when no role does. The most capable role wins; roles this suite
 * does not know (`wfo.full_access` and the like) open nothing.
 */
export function profileOf(roles: readonly string[], libraries: readonly LibraryId[]): AccessProfile | null {
  if (roles.includes('admin') || roles.includes('supervisor')) return accessProfile('supervisor', libraries);
  return roles.includes('agent') ? accessProfile('agent', libraries) : null;
}

/** The hash covers all that decides what the profile may read, so that a change of it is a new identity. */
export function accessProfile(role: ProfileRole, libraries: readonly LibraryId[] = []): AccessProfile {
  const sorted = [...new Set(libraries)].sort();
  const scope = JSON.stringify({ role, libraries: sorted });
  const hash = createHash('sha256').update(scope).digest('hex').slice(0, 12);
  return { role, libraries: sorted, identity: `profile.${role}.${hash}` };
}

const BOARD = [queueIndexMap.uniqueName, NAME_PREFIX.queue, NAME_PREFIX['queue-group'], queueAlertsMap.uniqueName];
/** What all customers of the shops do. */
const SHOP_FIGURES = [NAME_PREFIX['activity-summary'], NAME_PREFIX['checkout-step']];
const SHOP_OBJECTS = OF_SHOPS.map((kind) => NAME_PREFIX[kind]);

/**
 * Least privilege: a supervisor reads the board and what customers do in the shops, whoever may use a library reads its Lists and Documents, everybody reads
 * the heartbeat, nobody writes.
 */
export const profileReader = ({ identity, role, libraries }: AccessProfile): Reader => ({
  identity,
  atOnce: [
    backendHeartbeatDocument.uniqueName,
    ...(role === 'supervisor' ? [...BOARD, ...SHOP_FIGURES] : []),
    ...libraries.map(listKeyPrefix),
  ],
  later: [
    ...libraries.map(responseKeyPrefix),
    ...(role === 'supervisor' ? [NAME_PREFIX['queue-trend'], NAME_PREFIX['queue-brief'], ...SHOP_OBJECTS] : []),
  ],
});

/**
 * What a worker's own identity reads: the heartbeat, and what belongs to the worker alone.
 * @param lent names of what is lent to the worker for a while
 */
export const workerReader = (workerSid: WorkerSid, lent: readonly string[] = []): Reader => ({
  identity: workerSid,
  lent,
  atOnce: [
    backendHeartbeatDocument.uniqueName,
    ...ownMapsOf(workerSid),
    agentQueuesKey(workerSid),
    listKeyPrefix(workerSid),
  ],
  later: [responseKeyPrefix(workerSid)],
});

/** The Maps that every worker has. */
export const ownMapsOf = (workerSid: WorkerSid): string[] => [recentCallsKey(workerSid), cannedFavoritesKey(workerSid)];

/** Whether the object is among what the identity may read. */
export const mayRead = ({ atOnce, later, lent = [] }: Omit<Reader, 'identity'>, objectName: string): boolean =>
  [...atOnce, ...lent, ...later].some((name) =>
    name.endsWith('.') ? objectName.startsWith(name) : objectName === name,
  );
