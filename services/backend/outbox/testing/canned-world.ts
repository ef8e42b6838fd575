import {
  CannedResponse,
  CannedResponseItem,
  responseDocumentName,
  responseListName,
  type LibraryId,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { Database } from '../../store/database';
import { readOutboxState } from '../../store/outbox/outbox-state';
import type { EmulatedSync } from './emulated-sync';

/** What Sync holds of a library, read as a browser would: the items of its Lists, and the Documents that they name. */
export function libraryInSync(sync: EmulatedSync, libraryId: LibraryId, lists = 3): LibraryInSync {
  const items = Array.from({ length: lists }, (_, n) =>
    Object.values(sync.items(responseListName(libraryId, n))).map((data) => v.parse(CannedResponseItem, data)),
  ).flat();
  return {
    items,
    documents: items.map(({ id, documentSid }) => {
      const name = responseDocumentName(id);
      return sync.sidOf(name) === documentSid ? v.parse(CannedResponse, sync.document(name)?.data) : null;
    }),
  };
}

interface LibraryInSync {
  readonly items: readonly CannedResponseItem[];
  /** By item; null where the item leads nowhere. */
  readonly documents: readonly (CannedResponse | null)[];
}

/** Whether everything that was marked has been written. */
export async function isOutboxEmpty({ kysely }: Database): Promise<boolean> {
  const { watched, lowPriority, setAside } = await readOutboxState(kysely);
  return watched === null && lowPriority === null && setAside === 0;
}
