import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../base/refusal';
import type { LibraryCaller } from '../domain/responses/library-access';

/** Who asks, as the validated Flex token says it. */
export interface Caller extends LibraryCaller {
  /** What the rate limit counts by. */
  readonly identity: string;
  /** The name that changes are recorded under: the worker, or the Flex identity of who has none. */
  readonly actor: string;
}

/** Who may do something about agents and tasks, as the operator set it. */
export type Doers = 'supervisors' | 'admins' | 'nobody';

/** Whether a supervisor or an admin is one of those who may. */
export const mayDo = ({ roles }: Caller, doers: Doers): boolean =>
  doers === 'supervisors' || (doers === 'admins' && roles.includes('admin'));

/** @throws Refusal `forbidden` for a Flex user without a worker */
export function workerOf({ workerSid }: Caller): WorkerSid {
  if (workerSid !== null) return workerSid;
  throw new Refusal('forbidden', 'no_worker', 'This Flex user has no TaskRouter worker, so nothing can be its own.');
}

/** @throws Refusal `forbidden` for a Flex user who is neither supervisor nor admin */
export function requireSupervisor({ roles }: Caller): void {
  if (roles.some((role) => role === 'supervisor' || role === 'admin')) return;
  throw new Refusal('forbidden', 'not_supervisor', 'Only supervisors and admins may see this.');
}

/** @throws Refusal `forbidden` for a Flex user who is no admin */
export function requireAdmin({ roles }: Caller): void {
  if (!roles.includes('admin')) throw new Refusal('forbidden', 'not_admin', 'Only Flex admins may do this.');
}

/**
 * For what shows what Sync holds of everybody.
 * @param roles those besides `admin` that the operator named: `SYNC_EXPLORER_ROLES`
 * @throws Refusal `forbidden` for a caller with none of them
 */
export function requireExplorer(caller: Caller, roles: readonly string[]): void {
  if (caller.roles.some((role) => role === 'admin' || roles.includes(role))) return;
  const message = 'Only Flex admins, and roles that the operator named, may look into Sync.';
  throw new Refusal('forbidden', 'not_explorer', message);
}
