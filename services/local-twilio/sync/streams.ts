import { createSid } from '../base/account';
import type { CreateOptions, ObjectStore } from './object-store';
import { syncErrors } from './sync-error';
import type { Caller, SyncData, SyncStream } from './sync-model';
import { MAX_MESSAGE_BYTES, parseData } from './validation';

/** Operations on message Streams. All throw SyncError. */
export interface Streams {
  create(caller: Caller, options: CreateOptions): SyncStream;
  get(caller: Caller, id: string): SyncStream;
  setTtl(caller: Caller, id: string, ttl: unknown): SyncStream;
  remove(caller: Caller, id: string): void;
  /** Sends to whoever listens now; nothing is kept. */
  publish(caller: Caller, id: string, data: unknown): { readonly sid: string; readonly data: SyncData };
}

export function createStreams(store: ObjectStore): Streams {
  return {
    create: (caller, options) =>
      store.create('stream', caller, options, 0, (common) => ({ ...common, kind: 'stream' })),
    get: (caller, id) => store.use('stream', id, caller, 'read', 'read'),
    setTtl(caller, id, ttl) {
      if (ttl === undefined) throw syncErrors.noParameters();
      const stream = store.use('stream', id, caller, 'write', { writeBytes: 0 });
      store.setTtl(stream, ttl);
      return stream;
    },
    remove(caller, id) {
      store.remove(store.use('stream', id, caller, 'manage', { writeBytes: 0 }), caller);
    },
    publish(caller, id, value) {
      const { data, bytes } = parseData(value, 'stream', MAX_MESSAGE_BYTES);
      const stream = store.use('stream', id, caller, 'write', { writeBytes: bytes });
      const sid = createSid('TZ');
      const { kind, sid: objectSid, uniqueName: objectName } = stream;
      const at = store.clock.now();
      store.emit(stream, { type: 'message_published', kind, objectSid, objectName, at, messageSid: sid, data }, caller);
      return { sid, data };
    },
  };
}
