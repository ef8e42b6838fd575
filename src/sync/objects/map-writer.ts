import type { SyncMapRef } from '../../contract';
import { copyJson } from './json';
import type { MapTarget, MapWrite } from './map-object';
import { parsePayload } from './payload-reader';
import { SyncError } from '../sync-error';

/**
 * Writes items of a Map that belongs to its author. Each write is shown at once to all who read the Map on this page,
 * laid over what Sync holds, until Sync has acknowledged or refused it. Writes to one key are sent in order.
 *
 * Every method rejects with a {@link SyncError}, and nothing is tried again silently. Codes: `forbidden`, `not-found`
 * (no such Map), `removed`, `rate-limited`, `invalid-data` (the value does not match the schema), `disconnected` (there
 * was no connection, or it went away before the answer came: the write may have happened), `unknown`.
 */
export interface SyncMapWriter<T> {
  /** Adds or replaces an item, whatever it was. */
  set(key: string, value: T): Promise<void>;
  /**
   * Changes an item by what it is. `update` gets a copy of it, undefined when there is none, and returns what it shall
   * become, null to leave it. It runs again when somebody else was faster, and to show the result: keep it pure. What
   * it throws is what the promise rejects with. An item that does not match the schema is `invalid-data`.
   */
  mutate(key: string, update: (current: T | undefined) => T | null): Promise<void>;
  /** Removes an item; one that does not exist is removed already. */
  remove(key: string): Promise<void>;
}

/** Twilio's code for an item that does not exist; a Map that does not exist has the same HTTP status. */
const NO_SUCH_ITEM = 54201;

/** A Map that is written. */
interface WrittenMap<T> {
  readonly ref: SyncMapRef<T>;
  /** Shows and sends a write; rejects with a SyncError. */
  readonly perform: (write: MapWrite<T>) => Promise<void>;
}

/** @param perform shows and sends a write; rejects with a SyncError */
export function createMapWriter<T>(ref: SyncMapRef<T>, perform: WrittenMap<T>['perform']): SyncMapWriter<T> {
  return {
    async set(key, input) {
      const { value, data } = checked(ref, input);
      await perform({ key, effect: () => value, send: ({ port }) => port.set(key, data) });
    },
    mutate: (key, update) => mutate({ ref, perform }, key, update),
    remove: (key) =>
      perform({
        key,
        effect: () => undefined,
        async send({ port }) {
          await port.remove(key).catch((error: unknown) => {
            if (!isNoSuchItem(error)) throw error;
          });
          return 'removed';
        },
      }),
  };
}

async function mutate<T>(
  { ref, perform }: WrittenMap<T>,
  key: string,
  update: (current: T | undefined) => T | null,
): Promise<void> {
  const updated = (current: T | undefined): CheckedItem<T> | null => {
    // A copy: what is shown must not change when `update` changes its argument. It has the type of its original.
    const next = update(copyJson(current) as T | undefined);
    return next === null ? null : checked(ref, next);
  };
  let thrown: { readonly reason: unknown } | undefined;
  const send = async (target: MapTarget): ReturnType<MapWrite<T>['send']> => {
    const item = await target.port.mutate(key, (current) => {
      try {
        return (updated(currentOf(ref, { key, data: current, target }))?.data ?? null) as object;
      } catch (reason) {
        thrown = { reason };
        throw reason;
      }
    });
    return item.revision === '-1' ? null : item;
  };
  try {
    await perform({ key, effect: (current) => updated(current)?.value ?? current, send });
  } catch (error) {
    // What `update` throws is no answer of Sync.
    throw thrown === undefined ? error : thrown.reason;
  }
}

/** An item to be written: one copy to show, one for the SDK, which keeps what it is given. */
interface CheckedItem<T> {
  readonly value: T;
  readonly data: Record<string, unknown>;
}

/** @throws SyncError when a reader of the Map would refuse it */
function checked<T>({ uniqueName, schema }: SyncMapRef<T>, input: unknown): CheckedItem<T> {
  const parsed = parsePayload(schema, copyJson(input));
  const data = copyJson(input);
  if (parsed.ok && isRecord(data)) return { value: parsed.value, data };
  const [path, rule] = parsed.ok ? ['', 'Sync takes objects only'] : [parsed.path, parsed.message];
  throw new SyncError('invalid-data', `${uniqueName}: the value does not match its schema at "${path}": ${rule}`);
}

/** @throws SyncError when there is an item, but not one that `update` could understand */
function currentOf<T>(
  ref: SyncMapRef<T>,
  { key, data, target }: { readonly key: string; readonly data: unknown; readonly target: MapTarget },
): T | undefined {
  const isMissing = isRecord(data) && Object.keys(data).length === 0 && !target.has(key);
  return isMissing ? undefined : checked(ref, data).value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNoSuchItem = (error: unknown): boolean => isRecord(error) && error['code'] === NO_SUCH_ITEM;
