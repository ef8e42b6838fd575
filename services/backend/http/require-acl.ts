import { Refusal } from '../base/refusal';

/** The account is looked at again this often. */
const ACL_RETRY_AFTER_SECONDS = 15;

/** @throws Refusal `unavailable` while permissions count for nothing: every token would read and write everything */
export async function requireAcl(isAclDisabled: () => Promise<boolean>): Promise<void> {
  if (!(await isAclDisabled())) return;
  throw new Refusal('unavailable', 'sync_acl_disabled', 'Enable ACL on the Sync service.', {
    retryAfterSeconds: ACL_RETRY_AFTER_SECONDS,
  });
}
