import {
  cannedResponseDocument,
  libraryOf,
  parseWithSchema,
  WorkerSid,
  type CannedResponse,
  type CannedResponseItem,
  type SyncDocumentRef,
} from '@flex-sync-suite/shared/contract';
import type { SyncResult, SyncStore } from '@flex-sync-suite/shared/hooks';

/** `not-yet`: on its way, or the connection is gone. `refused`: not for this person. `gone`: withdrawn meanwhile. */
export type LoadOutcome =
  | { readonly kind: 'loaded'; readonly response: CannedResponse }
  | { readonly kind: 'unavailable'; readonly reason: 'not-yet' | 'refused' | 'gone' };

/** A person waits no longer; the store tries again with growing pauses meanwhile. */
const PATIENCE_MS = 8_000;
/** Long enough to reach the button from the row. The store lets it linger after that. */
const PREFETCH_MS = 5_000;

/** The response's Document, in the scope whose token reads it: a personal library's id is its worker's SID. */
export const documentOf = ({ documentSid, id }: CannedResponseItem): SyncDocumentRef<CannedResponse> =>
  cannedResponseDocument(documentSid, parseWithSchema(WorkerSid, libraryOf(id)).ok ? 'personal' : 'shared');

/** The response's whole text: the Document is opened, once, for who waits for it. */
export function loadResponse(
  store: SyncStore,
  item: CannedResponseItem,
  patienceMs = PATIENCE_MS,
): Promise<LoadOutcome> {
  const source = store.document(documentOf(item));
  return new Promise((resolve) => {
    let unsubscribe = (): void => undefined;
    const settle = (outcome: LoadOutcome): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      settle({ kind: 'unavailable', reason: refusalOf(source.getSnapshot()) ?? 'not-yet' });
    }, patienceMs);
    const check = (): void => {
      const response = readableData(source.getSnapshot());
      if (response !== undefined) settle({ kind: 'loaded', response });
    };
    unsubscribe = source.subscribe(check);
    check();
  });
}

/** What a person may no longer read, or nobody may use any more, does not count as data. */
export const readableData = (result: SyncResult<CannedResponse>): CannedResponse | undefined =>
  refusalOf(result) === null ? result.data : undefined;

/** A grant may be on its way just as the Document itself, so neither is final: the store goes on trying. */
export function refusalOf({ error }: Pick<SyncResult<unknown>, 'error'>): 'refused' | 'gone' | null {
  if (error?.code === 'forbidden') return 'refused';
  return error?.code === 'removed' ? 'gone' : null;
}

/** Opens the Document of the response that somebody may want next; one at a time. */
export interface Prefetcher {
  readonly prefetch: (item: CannedResponseItem) => void;
  readonly stop: () => void;
}

export function createPrefetcher(store: SyncStore): Prefetcher {
  let stop = (): void => undefined;
  return {
    prefetch(item) {
      stop();
      const unsubscribe = store.document(documentOf(item)).subscribe(() => undefined);
      const timer = setTimeout(unsubscribe, PREFETCH_MS);
      stop = () => {
        clearTimeout(timer);
        unsubscribe();
      };
    },
    stop: () => {
      stop();
    },
  };
}
