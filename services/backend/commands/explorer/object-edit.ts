import type { ExplorerEdit, ExplorerRevealed, ExplorerWritten } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { isShallow, jsonBytes } from '../../domain/explorer/json-shape';
import type { ObjectPlace } from '../../domain/explorer/seen';
import { readOutboxStanding, writeAgain } from '../../store/explorer/outbox-objects';
import { inTransaction } from '../../store/transaction';
import type { Caller } from '../caller';
import {
  admitTo,
  hasItems,
  isOfSuite,
  noSuchItem,
  noSuchObject,
  type ExplorerOptions,
  type KnownNames,
} from './explorer-context';
import { recordSync, type SyncDone } from './sync-audit';

/** Sync takes no more, of a Document and of an item (https://www.twilio.com/docs/sync/limits). */
const MOST_BYTES = 16_384;

/** What is done to one object of Sync; on record before it is done. */
export interface ObjectCommands {
  /** One value without masks. @throws Refusal `forbidden`, `missing`, `too-often`, `unavailable` */
  reveal(caller: Caller, place: ObjectPlace, itemKey: string | null): Promise<ExplorerRevealed>;
  /**
   * Writes what is not the suite's.
   * @throws Refusal as `reveal`; `conflict` with `current` when it says something else by now, `too-large`, `unprocessable`
   */
  edit(caller: Caller, place: ObjectPlace, edit: ExplorerEdit): Promise<ExplorerWritten>;
  /** Has an object of the suite written from the database. @throws Refusal as `reveal`; `unprocessable` */
  writeAgain(caller: Caller, place: ObjectPlace): Promise<undefined>;
}

/** A value as Sync has it. */
interface Value extends ExplorerWritten {
  readonly isWhole: boolean;
}

export function createObjectCommands(options: ExplorerOptions, names: KnownNames): ObjectCommands {
  const { database, lookingAnew: looking, now, onMarked } = options;
  const record = (caller: Caller, action: SyncDone, place: ObjectPlace, itemKey: string | null) =>
    recordSync(database.kysely, { actor: caller.actor, at: now(), action }, place, itemKey);

  async function valueAt({ serviceSid, kind, sid }: ObjectPlace, itemKey: string | null): Promise<Value> {
    if (kind === 'stream' || hasItems(kind) !== (itemKey !== null)) throw noSuchValue();
    if (hasItems(kind)) {
      const found = await looking.item({ serviceSid, kind, sid }, itemKey ?? '');
      if (found === null) throw noSuchItem();
      return { revision: found.item.revision, data: found.item.data, isWhole: found.isWhole };
    }
    const found = await looking.object(serviceSid, kind, sid);
    if (found === null) throw noSuchObject();
    return { revision: found.object.revision ?? '', data: found.data ?? {}, isWhole: found.isWhole };
  }

  /** What is there instead of what the edit was made from; null where it is gone. */
  async function changed(place: ObjectPlace, itemKey: string | null): Promise<Refusal> {
    const current = await valueAt(place, itemKey).catch((error: unknown) => {
      if (error instanceof Refusal && error.kind === 'missing') return null;
      throw error;
    });
    return changedMeanwhile(current);
  }

  return {
    reveal: async (caller, place, itemKey) => {
      admitTo(options, caller, place);
      const { revision, data } = await valueAt(place, itemKey);
      await record(caller, 'sync.reveal', place, itemKey);
      return { revision, data };
    },
    edit: async (caller, place, { itemKey, ifMatch, data }) => {
      admitTo(options, caller, place);
      if (!isShallow(data)) throw tooDeep();
      if (jsonBytes(data) > MOST_BYTES) throw tooLarge();
      if (isOfSuite(options, place.serviceSid, await names.nameOf(place))) throw keptBySuite();
      const before = await valueAt(place, itemKey);
      if (before.revision !== ifMatch) throw changedMeanwhile(before);
      if (!before.isWhole) throw tooDeep();
      await record(caller, 'sync.edit', place, itemKey);
      const write = await looking.writeData(place, itemKey, { data, ifMatch });
      if (write.outcome === 'written') return { revision: write.revision, data };
      await record(caller, 'sync.edit-kept', place, itemKey);
      if (write.outcome === 'changed') throw await changed(place, itemKey);
      throw itemKey === null ? noSuchObject() : noSuchItem();
    },
    writeAgain: async (caller, place) => {
      admitTo(options, caller, place);
      const name = await names.nameOf(place);
      if (name === null || !isOfSuite(options, place.serviceSid, name)) throw notInOutbox();
      await inTransaction(database.kysely, async (trx) => {
        if ((await readOutboxStanding(trx, name)) === null) throw notInOutbox();
        await writeAgain(trx, [name], now());
        await recordSync(trx, { actor: caller.actor, at: now(), action: 'sync.write-again' }, place, null);
      });
      onMarked([name]);
      return undefined;
    },
  };
}

const noSuchValue = (): Refusal =>
  new Refusal('missing', 'no_such_value', 'Documents have data, Maps and Lists have items, Streams keep nothing.');

const tooDeep = (): Refusal =>
  new Refusal('unprocessable', 'too_deep', 'What has more than a hundred levels is not written from here.');

const tooLarge = (): Refusal => new Refusal('too-large', 'too_large', 'Sync takes 16 KiB of JSON at most.');

const keptBySuite = (): Refusal =>
  new Refusal(
    'unprocessable',
    'kept_by_suite',
    'The suite keeps this object: it is written from the database, and a change here would be undone.',
  );

const notInOutbox = (): Refusal =>
  new Refusal('unprocessable', 'not_in_outbox', 'The database has nothing that could be written here.');

const changedMeanwhile = (value: Value | null): Refusal => {
  const current = value === null ? null : { revision: value.revision, data: value.data };
  const message = 'It was changed meanwhile, and nothing was written. Look at it again.';
  return new Refusal('conflict', 'changed_meanwhile', message, { details: { current } });
};
