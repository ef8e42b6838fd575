import { randomUUID } from 'node:crypto';
import { account, createSid } from '../base/account';
import { systemClock, type Clock } from '../base/clock';
import type { LimitSwitch, ObjectUsage } from './rate-limits';
import { createSyncService, type ServiceChange, type SyncService } from './sync-service';

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
  /** With the settings of a new one. */
  create(): SyncService;
  remove(serviceSid: string): void;
  usage(): readonly ObjectUsage[];
  /**
   * Calls back synchronously with every change, in all services. Returns a function that ends it. The listener must not
   * throw: it runs inside the write.
   */
  onChange(listener: (service: SyncService, change: ServiceChange) => void): () => void;
  /** Empties every service, forgets the ones that were created, and sets ACL and limits as they began. Cut the connections afterwards. */
  reset(): void;
}

export function createSyncServices({ clock = systemClock, limits }: SyncServicesOptions): SyncServices {
  const services = new Map<string, SyncService>();
  const created = new Set<string>();
  const limitsAtStart = limits.enabled;
  const listeners = new Set<(service: SyncService, change: ServiceChange) => void>();
  let epoch = randomUUID();

  const onChange = (service: SyncService, change: ServiceChange): void => {
    for (const listener of listeners) listener(service, change);
  };

  const add = (sid: string, friendlyName: string | null, aclEnabled: boolean): SyncService => {
    const service = createSyncService({ sid, clock, limits, friendlyName, aclEnabled, onChange });
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
    create() {
      const service = add(createSid('IS'), null, false);
      created.add(service.sid);
      return service;
    },
    remove(serviceSid) {
      services.get(serviceSid)?.clear();
      services.delete(serviceSid);
      created.delete(serviceSid);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
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
