import { createHash } from 'node:crypto';
import { backendHeartbeatDocument, queueIndexMap } from '@flex-sync-suite/shared/contract';

/** Who shares one read-only Sync identity. Twilio's permissions are per identity and object, so agents share few. */
export type ProfileRole = 'supervisor' | 'agent';

export interface AccessProfile {
  /** Identity in Sync: `profile.<role>.<12 hex digits>`. */
  readonly identity: string;
  readonly role: ProfileRole;
}

/**
 * The profile that Flex roles open, or null when none does. The most capable role wins; roles this suite does not know
 * (`wfo.full_access` and the like) open nothing.
 */
export function profileOf(roles: readonly string[]): AccessProfile | null {
  if (roles.includes('admin') || roles.includes('supervisor')) return accessProfile('supervisor');
  return roles.includes('agent') ? accessProfile('agent') : null;
}

/** The hash covers all that decides what the profile may read, so that a change of it is a new identity. */
export function accessProfile(role: ProfileRole): AccessProfile {
  const scope = JSON.stringify({ role, libraries: [] });
  return { role, identity: `profile.${role}.${createHash('sha256').update(scope).digest('hex').slice(0, 12)}` };
}

const QUEUE_DOCUMENT_PREFIX = 'queue.';

/** Least privilege: a supervisor reads the board, everybody reads the heartbeat, nobody writes. */
export function mayRead(role: ProfileRole, objectName: string): boolean {
  if (objectName === backendHeartbeatDocument.uniqueName) return true;
  const isBoard = objectName === queueIndexMap.uniqueName || objectName.startsWith(QUEUE_DOCUMENT_PREFIX);
  return isBoard && role === 'supervisor';
}
