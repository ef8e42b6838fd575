import * as v from 'valibot';
import { HttpError } from '../http-error';
import { Count, Instant } from '../payload';
import { WorkerSid } from '../sid';
import {
  ExplorerCursor,
  ExplorerData,
  ExplorerKind,
  ExplorerName,
  ExplorerSid,
  ReadBudget,
} from './explorer-objects-api';

/** Whom an identity of Sync stands for. */
export const ExplorerReader = v.object({
  identity: v.string(),
  read: v.boolean(),
  write: v.boolean(),
  manage: v.boolean(),
  who: v.variant('kind', [
    v.object({
      kind: v.literal('worker'),
      workerSid: WorkerSid,
      /** Null for a worker that is not known any more. */
      name: v.nullable(v.string()),
    }),
    /** All who have this role and these libraries. */
    v.object({ kind: v.literal('profile'), role: v.string(), libraries: v.array(v.string()) }),
    /** A shop's own app. */
    v.object({ kind: v.literal('shop') }),
    v.object({ kind: v.literal('unknown') }),
  ]),
});
export type ExplorerReader = v.InferOutput<typeof ExplorerReader>;

/** What one object has to do with another. */
export const ExplorerLink = v.object({
  /** `names`: this one names that one; `named-by`: that one names this one. */
  direction: v.picklist(['names', 'named-by']),
  /** Key or index of the item that has the link; null for a link of the whole. */
  itemKey: v.nullable(v.string()),
  to: v.variant('kind', [
    v.object({ kind: ExplorerKind, sid: ExplorerSid, uniqueName: v.nullable(v.string()) }),
    v.object({ kind: v.literal('worker'), sid: WorkerSid, uniqueName: v.nullable(v.string()) }),
  ]),
  /** `unknown`: nobody has looked. */
  state: v.picklist(['there', 'missing', 'unknown']),
});
export type ExplorerLink = v.InferOutput<typeof ExplorerLink>;

/** How the outbox stands with an object of the suite. */
export const ExplorerOutbox = v.object({
  /** Changes that are not in Sync yet. */
  waiting: Count,
  /** Since when the oldest of them waits. */
  waitingSince: v.nullable(Instant),
  /** Not before then it is tried again; null where nothing waits. */
  nextAt: v.nullable(Instant),
  /** Failures in a row. */
  attempts: Count,
  /** What Sync said last; null after a success. */
  lastError: v.nullable(v.string()),
  /** Why it is tried slowly, apart from all others. */
  setAside: v.nullable(v.picklist(['refused', 'foreign'])),
  writtenAt: v.nullable(Instant),
});
export type ExplorerOutbox = v.InferOutput<typeof ExplorerOutbox>;

/** Answer of `GET /sync/services/{IS…}/objects/{kind}/{sid}/standing`: a few requests of Sync. */
export const ExplorerStanding = v.object({
  /** Who may do what, as Sync has it: the first hundred. Empty for a Stream. */
  readers: v.array(ExplorerReader),
  hasMoreReaders: v.boolean(),
  /** Without the ACL of its service everybody with a token may read and write it. */
  isOpenToAll: v.boolean(),
  links: v.array(ExplorerLink),
  /** Null for an object that the suite does not keep. */
  outbox: v.nullable(ExplorerOutbox),
  budget: ReadBudget,
});
export type ExplorerStanding = v.InferOutput<typeof ExplorerStanding>;

/** Which item; null, or left out, for the data of a Document. */
const itemKey = v.optional(v.nullable(ExplorerName), null);

/** Body of `PUT …/{kind}/{sid}/data`: what an object that is not the suite's shall say. */
export const ExplorerEdit = v.object({
  itemKey,
  /** The revision that was looked at: another one is not written over. */
  ifMatch: v.pipe(v.string(), v.regex(/^[!-~]{1,64}$/)),
  /** Replaces all of it; 16 KiB at most. */
  data: ExplorerData,
});
export type ExplorerEdit = v.InferOutput<typeof ExplorerEdit>;

/** Answer of it, and what is there instead where somebody was faster (409, as `current`; null = it is gone). */
export const ExplorerWritten = v.object({ revision: v.string(), data: ExplorerData });
export type ExplorerWritten = v.InferOutput<typeof ExplorerWritten>;

/** Body of `POST …/{kind}/{sid}/reveal`: shows one value without masks; goes on record. */
export const ExplorerReveal = v.object({ itemKey });
export type ExplorerReveal = v.InferOutput<typeof ExplorerReveal>;

/** Answer of it: as Sync has it. */
export const ExplorerRevealed = v.object({ revision: v.string(), data: ExplorerData });
export type ExplorerRevealed = v.InferOutput<typeof ExplorerRevealed>;

/** What an edit is refused with when it was not made from what is there: what is there. */
export const ExplorerConflict = v.object({ ...HttpError.entries, current: v.nullable(ExplorerWritten) });
export type ExplorerConflict = v.InferOutput<typeof ExplorerConflict>;

/** What is wrong with an object, and what the button does about it. */
export const ExplorerFinding = v.object({
  /**
   * `no-ttl`: Sync keeps it for ever. `orphan-item`: an item of a List names a Document that is not there.
   * `broken-worker-link`: a worker's attributes name a List that is not there. `set-aside`: the outbox cannot write it.
   */
  kind: v.picklist(['no-ttl', 'orphan-item', 'broken-worker-link', 'set-aside']),
  objectKind: v.picklist(['document', 'map', 'list', 'stream', 'worker']),
  /** SID of the object, or of the worker. */
  sid: v.string(),
  uniqueName: v.nullable(v.string()),
  itemKey: v.nullable(v.string()),
  /** The SID that is named and not there. */
  names: v.nullable(v.string()),
  /**
   * `write-again`: the suite writes it from the database; `set-ttl`: lives for another 30 days; `remove-item`: the item
   * goes. Null: nothing that could be done from here.
   */
  mend: v.nullable(v.picklist(['write-again', 'set-ttl', 'remove-item'])),
});
export type ExplorerFinding = v.InferOutput<typeof ExplorerFinding>;

/** Query of `GET /sync/services/{IS…}/findings`. */
export const ExplorerFindingsQuery = v.object({
  cursor: v.optional(ExplorerCursor),
});

/** A part of the search for what is wrong; whoever asks goes on until `next` is null. */
export const ExplorerFindings = v.object({
  findings: v.array(ExplorerFinding),
  /** Objects, items and workers that were looked at for this part. */
  looked: Count,
  /** What was looked at. */
  part: v.picklist(['documents', 'maps', 'lists', 'streams', 'links', 'workers', 'outbox']),
  next: v.nullable(v.string()),
  budget: ReadBudget,
});
export type ExplorerFindings = v.InferOutput<typeof ExplorerFindings>;

/** Body of `POST /sync/services/{IS…}/mend`: a finding as it was told; it is looked at again before anything is done. */
export const ExplorerMend = v.pick(ExplorerFinding, ['kind', 'objectKind', 'sid', 'itemKey']);
export type ExplorerMend = v.InferOutput<typeof ExplorerMend>;

/** Answer of it. `gone`: there was nothing to mend any more. */
export const ExplorerMended = v.object({ did: v.picklist(['write-again', 'set-ttl', 'remove-item', 'gone']) });
export type ExplorerMended = v.InferOutput<typeof ExplorerMended>;
