import type {
  ExplorerItem,
  ExplorerItems,
  ExplorerStanding,
  ExplorerValue,
  SyncRates,
} from '@flex-sync-suite/shared/contract';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import { jsonDifferences } from '../model/json-differences';
import type { JsonObject } from '../model/json-pointer';
import { valueKey, withRevision, type RevisionHistory, type SeenRevision } from '../model/revision-history';
import { createChangeMarks, type MarkedChanges } from './change-marks';
import type { ExplorerApi, ItemsQuestion, ObjectKey } from './explorer-api';
import { createWatch, SLOW_MS, type Watch } from './watch';

/** An object that is looked at. Each part is asked while somebody shows it. */
export interface OpenObject {
  readonly key: ObjectKey;
  /** What is known of it, and the data of a Document. */
  readonly head: Watch<ExplorerValue>;
  /** Asked once: it costs Sync a few requests. */
  readonly standing: Watch<ExplorerStanding>;
  readonly rates: Watch<SyncRates>;
  /** What changed of what is shown: of a Document, or of a page of items by their keys. */
  readonly changes: MarkedChanges;
  /** A page of items. */
  readonly page: (question: ItemsQuestion) => Watch<ExplorerItems>;
}

/** A change elsewhere is seen within a second. */
const VALUE_MS = 700;
const RATES_MS = 2_000;

/** @param history gets the revisions that are seen */
export function openObject(api: ExplorerApi, key: ObjectKey, history: ValueSource<RevisionHistory>): OpenObject {
  const changes = createChangeMarks();
  const see = (revisions: readonly SeenRevision[]): void => {
    history.set(revisions.reduce(withRevision, history.getSnapshot()));
  };
  return {
    key,
    changes,
    head: createWatch({
      everyMs: key.kind === 'document' ? VALUE_MS : SLOW_MS,
      ask: (signal) => api.object(key, signal),
      settle(answer, before) {
        const seen = revisionOf(answer);
        if (before !== null && seen?.revision === before.object.revision) {
          // The same data stay the same object: nothing that shows them is drawn again.
          return { ...answer, data: before.data, masked: before.masked };
        }
        if (seen !== null) see([seen]);
        if (before !== null) changes.note(jsonDifferences(before.data, answer.data));
        return answer;
      },
    }),
    standing: createWatch({ everyMs: null, ask: (signal) => api.standing(key, signal) }),
    rates: createWatch({ everyMs: RATES_MS, ask: (signal) => api.rates(key.sid, signal) }),
    page: (question) =>
      createWatch({
        everyMs: VALUE_MS,
        ask: (signal) => api.items(key, question, signal),
        settle(answer, before) {
          if (before === null) return answer;
          const items = settledItems(before.items, answer.items);
          if (items === before.items) return { ...answer, items };
          see(changedItems(before.items, items).map((item) => revisionOfItem(key.sid, item)));
          changes.note(jsonDifferences(itemsByKey(before.items), itemsByKey(items)));
          return { ...answer, items };
        },
      }),
  };
}

/** A page of items as one value, so that an item's pointers begin with its key. */
const itemsByKey = (items: readonly ExplorerItem[]): JsonObject =>
  Object.fromEntries(items.map(({ key, data }) => [key, data]));

/** The same objects for what did not change, and the same array where nothing did. */
function settledItems(before: ExplorerItem[], after: ExplorerItem[]): ExplorerItem[] {
  const known = new Map(before.map((item) => [item.key, item]));
  const items = after.map((item) => {
    const same = known.get(item.key);
    return same?.revision === item.revision && same.expiresAt === item.expiresAt ? same : item;
  });
  return items.length === before.length && items.every((item, index) => item === before[index]) ? before : items;
}

/** Before and after, of those that are another revision. */
function changedItems(before: readonly ExplorerItem[], after: readonly ExplorerItem[]): readonly ExplorerItem[] {
  const known = new Map(before.map((item) => [item.key, item]));
  return after.flatMap((item) => {
    const old = known.get(item.key);
    if (old?.revision === item.revision) return [];
    return old === undefined ? [item] : [old, item];
  });
}

const revisionOf = ({ object: { sid, revision, updatedAt, bytes }, data }: ExplorerValue): SeenRevision | null =>
  revision === null || data === null ? null : { of: valueKey(sid, null), revision, updatedAt, data, bytes: bytes ?? 0 };

const revisionOfItem = (sid: string, { key, revision, updatedAt, data, bytes }: ExplorerItem): SeenRevision => ({
  of: valueKey(sid, key),
  revision,
  updatedAt,
  data,
  bytes,
});
