import type { SyncService } from '../sync/sync-service';

/** Sync Map of what is known of a user. */
export const userInfoOf = (identity: string): string => `user.${identity}`;

/** The SDK opens the Map of a user and reads these keys. Without a name the user keeps the one he has, at first his identity. */
export function prepareUser(service: SyncService, identity: string, friendlyName?: string): void {
  const userInfo = service.ensureMap(userInfoOf(identity));
  const defaults = {
    friendlyName: { value: identity },
    attributes: { value: '{}' },
    reachability: { online: true, notifiable: false },
  };
  for (const [key, data] of Object.entries(defaults)) {
    if (!userInfo.items.has(key)) service.putMapItem(userInfoOf(identity), key, data);
  }
  if (friendlyName !== undefined) service.putMapItem(userInfoOf(identity), 'friendlyName', { value: friendlyName });
}

/** The name that a user shows. */
export function friendlyNameOf(service: SyncService, identity: string): string {
  const name = service.ensureMap(userInfoOf(identity)).items.get('friendlyName')?.data['value'];
  return typeof name === 'string' ? name : identity;
}
