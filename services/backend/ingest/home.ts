import type { ReceivedEvent } from './received-event';

/** The account and the workspace in it whose events and directory are ours. */
export interface Home {
  readonly accountSid: string;
  readonly workspaceSid: string;
}

/**
 * Why something that arrived is not ours; null when it is. The signature alone does not tell: all workspaces of an account
 * sign with one auth token, and may be given one callback URL. What names neither is our own conclusion.
 */
export function foreignReason(received: ReceivedEvent, home: Home): string | null {
  const { accountSid, workspaceSid } = originOf(received);
  if (isOther(accountSid, home.accountSid)) return 'AccountSid is another account’s';
  return isOther(workspaceSid, home.workspaceSid) ? 'WorkspaceSid is another workspace’s' : null;
}

function originOf(received: ReceivedEvent): { readonly accountSid?: unknown; readonly workspaceSid?: unknown } {
  if ('observation' in received) return received.observation.origin ?? {};
  if (!('form' in received)) return {};
  const { AccountSid: accountSid, WorkspaceSid: workspaceSid } = received.form;
  return { accountSid, workspaceSid };
}

const isOther = (found: unknown, ours: string): boolean => found !== undefined && found !== '' && found !== ours;
