import type { LibraryAccess, LibraryId, LibraryKind, WorkerSid } from '@flex-sync-suite/shared/contract';

/** Who asks, as the validated Flex token says it. */
export interface LibraryCaller {
  readonly roles: readonly string[];
  /** Null for a Flex user without a worker. */
  readonly workerSid: WorkerSid | null;
}

/** What a worker is to a library; a lead is a member too. */
export type Membership = 'lead' | 'member';

/** Flex roles that may use this suite at all. */
const KNOWN_ROLES: ReadonlySet<string> = new Set(['admin', 'supervisor', 'agent']);

/** Whether a caller may use this suite at all. */
export const hasKnownRole = ({ roles }: Pick<LibraryCaller, 'roles'>): boolean =>
  roles.some((role) => KNOWN_ROLES.has(role));

/**
 * What a caller may do in a library, or null when it is to know nothing of it. Admins administer every library, its
 * owner a personal one; leads edit; members read a team's, everybody a global one.
 */
export function accessTo(
  library: { readonly id: LibraryId; readonly kind: LibraryKind },
  caller: LibraryCaller,
  membership: Membership | null,
): LibraryAccess | null {
  if (!hasKnownRole(caller)) return null;
  if (caller.roles.includes('admin')) return 'administer';
  switch (library.kind) {
    case 'personal':
      return library.id === caller.workerSid ? 'administer' : null;
    case 'global':
      return membership === 'lead' ? 'edit' : 'read';
    case 'team':
      if (membership === null) return null;
      return membership === 'lead' ? 'edit' : 'read';
  }
}
