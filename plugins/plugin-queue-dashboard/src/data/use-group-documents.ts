import { queueGroupDocument, type QueueGroupDocument } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import { useDocumentsOf } from './use-documents-of';

/**
 * Follows the Documents of groups that are kept. A group whose Document is not there, cannot be read, or may no longer be
 * read, is not among the results: its queues are added in the browser then.
 * @param ids the same array until others are wanted
 */
export function useGroupDocuments(ids: readonly string[]): ReadonlyMap<string, QueueGroupDocument> {
  const results = useDocumentsOf(ids, queueGroupDocument);
  return useMemo(
    () =>
      new Map([...results].flatMap(([id, result]) => (result.status === 'ready' ? [[id, result.data] as const] : []))),
    [results],
  );
}

/** Follows the Document of one group. */
export function useGroupDocument(id: string | null): {
  readonly document: QueueGroupDocument | undefined;
  /** Whether there may still be one. */
  readonly isPending: boolean;
} {
  const ids = useMemo(() => (id === null ? [] : [id]), [id]);
  const result = useDocumentsOf(ids, queueGroupDocument).get(id ?? '');
  return {
    document: result?.status === 'ready' ? result.data : undefined,
    isPending: id !== null && (result === undefined || result.status === 'pending'),
  };
}
