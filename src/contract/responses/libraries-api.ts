import * as v from 'valibot';
import { Count } from '../payload';
import { WorkerSid } from '../sid';
import { LibraryId } from './canned-ids';
import { LibraryKind, MAX_CATEGORY_LENGTH } from './canned-response';

/** Path of the backend's routes of libraries; one library is `${LIBRARIES_PATH}/{id}`. */
export const LIBRARIES_PATH = '/libraries';

/** What the caller may do in a library. `administer` includes `edit`, which includes `read`. */
export const LibraryAccess = v.picklist(['read', 'edit', 'administer']);
export type LibraryAccess = v.InferOutput<typeof LibraryAccess>;

const LibraryName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_CATEGORY_LENGTH));

/** A library as its readers see it; members and leads are null for who may not administer it. */
export const Library = v.object({
  id: LibraryId,
  name: v.string(),
  kind: LibraryKind,
  access: LibraryAccess,
  revision: Count,
  /** Agents of a team library. A global one is for every worker, a personal one for its owner. */
  members: v.nullable(v.array(WorkerSid)),
  /** Who may edit besides admins. */
  leads: v.nullable(v.array(WorkerSid)),
  /** How many agents can use it, for "who sees this". */
  readerCount: Count,
  publishedCount: Count,
});
export type Library = v.InferOutput<typeof Library>;

const NamedWorker = v.object({ sid: WorkerSid, name: v.string() });

/**
 * A worker with what tells who belongs together, as its attributes tell it: `team_name` or else `department_name`, and
 * `routing.skills`. Absent from a backend that does not tell it yet.
 */
const Colleague = v.object({
  ...NamedWorker.entries,
  team: v.optional(v.nullable(v.string())),
  skills: v.optional(v.array(v.string())),
});
export type Colleague = v.InferOutput<typeof Colleague>;

/** Answer of `GET /libraries`. */
export const LibrariesAnswer = v.object({
  libraries: v.array(Library),
  /** Whom an admin may choose members from: every worker. Empty for others. */
  workers: v.array(Colleague),
  /**
   * For who leads a library and is no admin: the owners of responses in the libraries that it leads, and the leads of
   * those. Absent for others, and from a backend that does not tell it yet.
   */
  owners: v.optional(v.array(NamedWorker)),
});
export type LibrariesAnswer = v.InferOutput<typeof LibrariesAnswer>;

/**
 * Body of `POST /libraries`: admins make global and team libraries, anyone their personal one. Answers 201 and the
 * {@link Library}; 200 to who has a personal one already, which stays as it is.
 */
export const NewLibrary = v.object({ name: LibraryName, kind: LibraryKind });
/**
 * Body of `PATCH /libraries/{id}`, for who may administer it; absent fields stay. A lead of a team library is a member
 * of it; a global library has leads and no members, a personal one neither. Another `revision` answers 409
 * {@link LibraryConflict}. `DELETE` answers 204, or 409 `not_empty` while a response of the library is published.
 */
export const LibraryPatch = v.object({
  revision: Count,
  name: v.optional(LibraryName),
  members: v.optional(v.array(WorkerSid)),
  leads: v.optional(v.array(WorkerSid)),
});

/** Body of a 409 answer to `PATCH /libraries/{id}`: the usual error and the library as it is now. */
export const LibraryConflict = v.object({
  code: v.literal('conflict'),
  message: v.string(),
  requestId: v.string(),
  current: Library,
});
