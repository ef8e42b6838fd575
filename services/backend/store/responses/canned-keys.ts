import {
  libraryOf,
  responseDocumentName,
  responseListName,
  type LibraryId,
  type ResponseId,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { cannedFavoritesKey, workerAttributesKey } from '../outbox/sync-keys';

/** Something that happened, as far as it shows in Sync or in workers' attributes. */
export type CannedChange =
  /** `before` and `after`: the List it had and has a place in; null for none. */
  | {
      readonly kind: 'response';
      readonly id: ResponseId;
      readonly before: number | null;
      readonly after: number | null;
    }
  /** Items carry the library's name, and workers' Lists are in its order. */
  | {
      readonly kind: 'library-renamed';
      readonly id: LibraryId;
      readonly lists: readonly number[];
      readonly readers: readonly WorkerSid[];
    }
  | { readonly kind: 'library-deleted'; readonly id: LibraryId; readonly lists: readonly number[] }
  /** These workers have gained or lost a List. */
  | { readonly kind: 'lists-of-workers'; readonly workers: readonly WorkerSid[] }
  /** A favourite was chosen or given up, or a response was used. */
  | { readonly kind: 'favorites'; readonly workers: readonly WorkerSid[] };

/** The keys of everything in the outbox that has to be built anew after a change. */
export function cannedObjectKeys(change: CannedChange): string[] {
  switch (change.kind) {
    case 'response': {
      const { id, before, after } = change;
      const places = [...new Set([before, after])].filter((n) => n !== null);
      if (places.length === 0) return [];
      return [responseDocumentName(id), ...places.map((n) => responseListName(libraryOf(id), n))];
    }
    case 'library-renamed':
      return [...change.lists.map((n) => responseListName(change.id, n)), ...change.readers.map(workerAttributesKey)];
    case 'library-deleted':
      return change.lists.map((n) => responseListName(change.id, n));
    case 'lists-of-workers':
      return change.workers.map(workerAttributesKey);
    case 'favorites':
      return change.workers.map(cannedFavoritesKey);
  }
}
