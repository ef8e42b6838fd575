import { randomUUID } from 'node:crypto';
import { account, createSid } from '../base/account';
import { systemClock, type Clock } from '../base/clock';
import type { LimitSwitch, ObjectUsage } from './rate-limits';
import { createSyncService, type SyncService } from './sync-service';

export interface SyncServicesOptions {
  /** The system clock by default. */
  readonly clock?: Clock;
  /** `enabled` may be switched at any time. */
  readonly limits: LimitSwitch;
}

/** All Sync services of the account. */
export interface SyncServices {
  readonly clock: Clock;
  readonly limits: LimitSwitch;
  /** Names the present set of data: another value after every {@link reset} and every start. */
  epoch(): string;
  /** The service; made on demand without ACL, for those that Flex keeps to itself. */
  service(serviceSid: string): SyncService;
  /** By SID, unique name, or `default`. */
  find(idOrName: string): SyncService | undefined;
  list(): readonly SyncService[];
  create(options: { readonly friendlyName: string | null; readonly aclEnabled: boolean }): SyncService;
  remove(serviceSid: string): void;
  usage(): readonly ObjectUsage[];
  /** Empties every service, forgets the ones that were created, and sets ACL and limits as they began. Cut the connections afterwards. */
  reset(): void;
}

export function createSyncServices({ clock = systemClock, limits }: SyncServicesOptions): SyncServices {
  const services = new Map<string, SyncService>();
  const created = new Set<string>();
  const limitsAtStart = limits.enabled;
  let epoch = randomUUID();

  const add = (sid: string, friendlyName: string | null, aclEnabled: boolean): SyncService => {
    const service = createSyncService({ sid, clock, limits, friendlyName, aclEnabled });
    services.set(sid, service);
    return service;
  };
  const addDefault = (): SyncService => add(account.syncServiceSid, 'Default Service', true);
  addDefault();

  return {
    clock,
    limits,
    epoch: () => epoch,
    service: (serviceSid) => services.get(serviceSid) ?? add(serviceSid, null, false),
    find: (id) =>
      services.get(id === 'default' ? account.syncServiceSid : id) ??
      [...services.values()].find(({ config }) => config.uniqueName === id),
    list: () => [...services.values()],
    create({ friendlyName, aclEnabled }) {
      const service = add(createSid('IS'), friendlyName, aclEnabled);
      created.add(service.sid);
      return service;
    },
    remove(serviceSid) {
      services.get(serviceSid)?.clear();
      services.delete(serviceSid);
      created.delete(serviceSid);
    },
    usage: () => [...services.values()].flatMap((service) => service.store.usage()),
    reset() {
      epoch = randomUUID();
      limits.enabled = limitsAtStart;
      // Kept services stay the same objects: whoever holds one goes on writing to the live one.
      for (const service of services.values()) service.clear();
      for (const sid of created) services.delete(sid);
      created.clear();
      const main = services.get(account.syncServiceSid) ?? addDefault();
      main.config.aclEnabled = true;
    },
  };
}
