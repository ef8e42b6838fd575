import type { CreateOptions, ObjectStore } from './object-store';
import { syncErrors } from './sync-error';
import type { Caller, DocumentUpdated, SyncDocument } from './sync-model';
import { mostBytesOf, parseData } from './validation';

export interface DocumentChange {
  readonly data?: unknown;
  readonly ttl?: unknown;
  /** Revision that the Document must have. */
  readonly ifMatch?: string | undefined;
}

/** Operations on Documents. All throw SyncError. */
export interface Documents {
  create(caller: Caller, options: CreateOptions & { readonly data: unknown }): SyncDocument;
  get(caller: Caller, id: string): SyncDocument;
  update(caller: Caller, id: string, change: DocumentChange): SyncDocument;
  remove(caller: Caller, id: string): void;
}

export function createDocuments(store: ObjectStore): Documents {
  return {
    create(caller, options) {
      const { data, bytes } = parseData(options.data, 'document', mostBytesOf(caller));
      return store.create('document', caller, options, bytes, (common) => ({
        ...common,
        kind: 'document',
        data,
        revision: '0',
        lastEventId: 0,
      }));
    },
    get: (caller, id) => store.use('document', id, caller, 'read', 'read'),
    update(caller, id, { data, ttl, ifMatch }) {
      if (data === undefined && ttl === undefined) throw syncErrors.noParameters();
      const parsed = data === undefined ? null : parseData(data, 'document', mostBytesOf(caller));
      const document = store.use('document', id, caller, 'write', { writeBytes: parsed?.bytes ?? 0 });
      if (ifMatch !== undefined && ifMatch !== document.revision) throw syncErrors.revisionMismatch('document');
      if (ttl !== undefined) store.setTtl(document, ttl);
      if (parsed) {
        document.data = parsed.data;
        document.lastEventId += 1;
        document.revision = document.lastEventId.toString(16);
        document.updatedAt = store.clock.now();
        store.emit(document, documentUpdated(document), caller);
      }
      return document;
    },
    remove(caller, id) {
      const document = store.use('document', id, caller, 'manage', { writeBytes: 0 });
      store.remove(document, caller);
    },
  };
}

/** The event that tells the present state of a Document. */
export const documentUpdated = (document: SyncDocument): DocumentUpdated => ({
  type: 'document_updated',
  kind: 'document',
  objectSid: document.sid,
  objectName: document.uniqueName,
  id: document.lastEventId,
  at: document.updatedAt,
  revision: document.revision,
  data: document.data,
  expiresAt: document.expiresAt,
});
