import type { ExplorerKind, ExplorerObject } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { ObjectPlace, SeenObject } from '../../domain/explorer/seen';
import { isSuiteName } from '../../domain/explorer/suite-names';
import type { Database } from '../../store/database';
import { requireExplorer, type Caller } from '../caller';
import type { LookBudget } from './read-budget';
import type { SyncLooking } from '../../domain/explorer/sync-looking';

/** What the explorer's commands work with. */
export interface ExplorerOptions {
  readonly database: Database;
  readonly now: () => number;
  /** Within the budget. */
  readonly looking: SyncLooking;
  /** Likewise, and never with what was read a moment ago: for who changes something. */
  readonly lookingAnew: SyncLooking;
  readonly budget: LookBudget;
  /** The suite's own Sync service. */
  readonly suiteSid: string;
  /** Further ones that may be looked at. */
  readonly furtherServices: readonly string[];
  /** Flex roles besides `admin` that may look. */
  readonly roles: readonly string[];
  readonly isLocalTwilio: boolean;
  /** Told which objects of the outbox were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

const PREFIX = { document: 'ET', map: 'MP', list: 'ES', stream: 'TO' } as const;

/**
 * Lets somebody look into a service.
 * @throws Refusal `forbidden`; `missing` for a service that nobody named
 */
export function admit({ roles, suiteSid, furtherServices }: ExplorerOptions, caller: Caller, serviceSid: string): void {
  requireExplorer(caller, roles);
  if (serviceSid === suiteSid || furtherServices.includes(serviceSid)) return;
  const message = 'This Sync service may not be looked at: the operator can name it in SYNC_EXPLORER_SERVICES.';
  throw new Refusal('missing', 'not_found', message);
}

/** As {@link admit}, at one object. @throws Refusal `missing` for a SID of another kind, too */
export function admitTo(options: ExplorerOptions, caller: Caller, { serviceSid, kind, sid }: ObjectPlace): void {
  admit(options, caller, serviceSid);
  if (!sid.startsWith(PREFIX[kind])) throw noSuchObject();
}

/** Whether an object is the suite's. */
export const isOfSuite = (
  { suiteSid }: Pick<ExplorerOptions, 'suiteSid'>,
  serviceSid: string,
  uniqueName: string | null,
): boolean => serviceSid === suiteSid && isSuiteName(uniqueName);

/** An object as it is told, without its data. */
export const told = (options: ExplorerOptions, serviceSid: string, { object }: SeenObject): ExplorerObject => ({
  ...object,
  isSuite: isOfSuite(options, serviceSid, object.uniqueName),
});

export const noSuchObject = (): Refusal =>
  new Refusal('missing', 'not_found', 'Sync has no such object any more: its time to live may have ended.');

export const noSuchItem = (): Refusal => new Refusal('missing', 'no_such_item', 'Sync has no such item any more.');

/** Names of objects by their SID, which never get another one. */
export interface KnownNames {
  /** @throws Refusal `missing` for an object that is not there */
  nameOf(place: ObjectPlace): Promise<string | null>;
  learn(serviceSid: string, object: SeenObject['object']): void;
}

/** 320 characters each at most. */
const MAX_NAMES = 5_000;

export function createKnownNames(looking: SyncLooking): KnownNames {
  const names = new Map<string, string | null>();
  const learn: KnownNames['learn'] = (serviceSid, { sid, uniqueName }) => {
    if (names.size >= MAX_NAMES) names.clear();
    names.set(`${serviceSid} ${sid}`, uniqueName);
  };
  return {
    learn,
    nameOf: async ({ serviceSid, kind, sid }) => {
      const known = names.get(`${serviceSid} ${sid}`);
      if (known !== undefined) return known;
      const found = await looking.object(serviceSid, kind, sid);
      if (found === null) throw noSuchObject();
      learn(serviceSid, found.object);
      return found.object.uniqueName;
    },
  };
}

/** Items are of Maps and Lists. */
export const hasItems = (kind: ExplorerKind): kind is 'map' | 'list' => kind === 'map' || kind === 'list';
