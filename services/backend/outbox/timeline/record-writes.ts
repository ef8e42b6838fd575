import type { Clock } from '../../base/clock';
import { BACKEND } from '../../store/explorer/read-timeline';
import type { TimelineWrite } from '../../store/explorer/write-timeline';
import {
  SyncWriteError,
  type SyncCollection,
  type SyncTarget,
  type SyncWrite,
  type SyncWriter,
  type SyncWritten,
} from '../sync-port';
import type { Timeline } from './collect-timeline';

/** What is written where, as far as it is known before the answer. */
type Place = Pick<TimelineWrite, 'deed' | 'kind' | 'sid' | 'name' | 'itemKey' | 'bytes'>;
/** What the answer adds. */
type Answered = Partial<Pick<TimelineWrite, 'sid' | 'itemKey' | 'revision'>>;

/** The same writer, with every request that changes data in Sync told to the timeline. Data is made text once, here. */
export function recordWrites(
  sync: SyncWriter,
  timeline: Pick<Timeline, 'record'>,
  clock: Pick<Clock, 'now'>,
): SyncWriter {
  /** @param status with which Sync answers when it did it; the helper does not tell */
  const told = async <T>(
    place: Place,
    status: number,
    call: Promise<T>,
    learnt: (result: T) => Answered,
  ): Promise<T> => {
    const record = (more: Answered & Pick<TimelineWrite, 'status'>): void => {
      timeline.record({ atMs: clock.now(), identity: BACKEND, revision: null, told: null, ...place, ...more });
    };
    try {
      const result = await call;
      record({ ...learnt(result), status });
      return result;
    } catch (error) {
      record({ status: error instanceof SyncWriteError ? error.status : null });
      throw error;
    }
  };
  const entry = (
    deed: 'create' | 'update',
    target: SyncTarget,
    status: number,
    call: Promise<SyncWritten>,
    text: string,
  ) =>
    told({ ...placeOf(deed, target), bytes: Buffer.byteLength(text) }, status, call, ({ id, revision }) =>
      target.kind === 'document' ? { sid: id, revision } : { itemKey: id, revision },
    );
  const nothing = (): Answered => ({});
  return {
    ...sync,
    create: (target, write) => {
      const { text, ...written } = withText(write);
      return entry('create', target, 201, sync.create(target, { ...written, text }), text);
    },
    update: (target, write) => {
      const { text, ...written } = withText(write);
      return entry('update', target, 200, sync.update(target, { ...written, text }), text);
    },
    remove: (target) => told(placeOf('remove', target), 204, sync.remove(target), nothing),
    createCollection: (collection, ttlSeconds) =>
      told(wholeOf('create', collection), 201, sync.createCollection(collection, ttlSeconds), ({ sid }) => ({ sid })),
    renewCollection: (collection, ttlSeconds) =>
      told(wholeOf('update', collection), 200, sync.renewCollection(collection, ttlSeconds), nothing),
    removeCollection: (collection) =>
      told(wholeOf('remove', collection), 204, sync.removeCollection(collection), nothing),
  };
}

const withText = <W extends SyncWrite>(write: W): W & { readonly text: string } => ({
  ...write,
  text: write.text ?? JSON.stringify(write.data),
});

const wholeOf = (deed: Place['deed'], { kind, name, sid = null }: SyncCollection): Place => ({
  ...{ deed, kind, name, sid, itemKey: null, bytes: null },
});

function placeOf(deed: Place['deed'], target: SyncTarget): Place {
  switch (target.kind) {
    case 'document':
      return { deed, kind: 'document', name: target.name, sid: target.sid ?? null, itemKey: null, bytes: null };
    case 'map-item':
      return { ...wholeOf(deed, target.of), itemKey: target.key };
    case 'list-item':
      return { ...wholeOf(deed, target.of), itemKey: target.index === null ? null : String(target.index) };
  }
}
