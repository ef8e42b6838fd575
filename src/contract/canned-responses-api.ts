import * as v from 'valibot';
import {
  LibraryId,
  LibraryKind,
  MAX_CATEGORY_LENGTH,
  MAX_RESPONSE_BYTES,
  ResponseContent,
  ResponseId,
  ResponseVariant,
} from './canned-response';
import { Count, Instant } from './payload';
import { WorkerSid } from './sid';

/** Paths of the backend's canned-response routes; one library is `${LIBRARIES_PATH}/{id}`, and so on. */
export const LIBRARIES_PATH = '/libraries';
export const CANNED_RESPONSES_PATH = '/canned-responses';
export const FAVORITES_PATH = '/favorites';

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

/** `draft`: seen by its editors only. `published`: offered to agents. `retired`: kept with its history, offered to nobody. */
export const ResponseStatus = v.picklist(['draft', 'published', 'retired']);
export type ResponseStatus = v.InferOutput<typeof ResponseStatus>;

/** A response as its editors see it. */
export const EditableResponse = v.object({
  id: ResponseId,
  libraryId: LibraryId,
  status: ResponseStatus,
  /** Raised by every change; `PATCH` names the one it saw. */
  revision: Count,
  ...ResponseContent.entries,
  /** Worker, or Flex identity of someone without a worker, who made it. */
  owner: v.string(),
  createdAt: Instant,
  updatedAt: Instant,
  updatedBy: v.string(),
  /** Uses by all agents in the last 30 days, and those whose text was edited after it was inserted. */
  uses30Days: Count,
  edited30Days: Count,
});
export type EditableResponse = v.InferOutput<typeof EditableResponse>;

/** What the list of responses may be sorted by: `languages` by how many, `edited` by the share of the uses. */
export const RESPONSE_SORT_COLUMNS = [
  'title',
  'shortcut',
  'status',
  'languages',
  'owner',
  'uses',
  'edited',
  'updated',
] as const;
export type ResponseSortColumn = (typeof RESPONSE_SORT_COLUMNS)[number];

/** `uses.descending`. What has no value comes last either way; equals are by title. */
export const ResponseSort = v.picklist(
  RESPONSE_SORT_COLUMNS.flatMap((column) => [`${column}.ascending`, `${column}.descending`] as const),
);
export type ResponseSort = v.InferOutput<typeof ResponseSort>;

/** Query of `GET /canned-responses`: what the caller may edit. */
export const ResponsesQuery = v.object({
  library: v.optional(LibraryId),
  status: v.optional(ResponseStatus),
  owner: v.optional(v.string()),
  /** Only responses nobody used in the last 30 days. */
  unused: v.optional(v.literal('true')),
  search: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Defaults to `title.ascending`. */
  sort: v.optional(ResponseSort),
  /** Opaque; `next` of the page before, in the same order. */
  after: v.optional(v.string()),
  /** Rows a page; defaults to 100. */
  limit: v.optional(v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(200))),
});
export type ResponsesQuery = v.InferOutput<typeof ResponsesQuery>;
export const ResponsesPage = v.object({
  responses: v.array(EditableResponse),
  next: v.nullable(v.string()),
  total: Count,
});
export type ResponsesPage = v.InferOutput<typeof ResponsesPage>;

/** Body of `POST /canned-responses`. Answers 201 and an {@link EditableResponse}; `status` defaults to `draft`. */
export const NewResponse = v.object({
  libraryId: LibraryId,
  status: v.optional(ResponseStatus),
  ...ResponseContent.entries,
});
export type NewResponse = v.InferOutput<typeof NewResponse>;

/**
 * Body of `PATCH /canned-responses/{id}`: absent fields stay. Another `revision` answers 409 {@link ResponseConflict}.
 * As `POST`, it answers 409 `shortcut_taken` when another response of the library has the shortcut, and 422 to content
 * that breaks a rule: `duplicate_variant`, `document_too_large` or `status_move` (what is published is retired first).
 */
export const ResponsePatch = v.object({
  revision: Count,
  status: v.optional(ResponseStatus),
  ...v.partial(ResponseContent).entries,
});
export type ResponsePatch = v.InferOutput<typeof ResponsePatch>;

/** Body of a 409 answer: the usual error and the response as it is now. */
export const ResponseConflict = v.object({
  code: v.literal('conflict'),
  message: v.string(),
  requestId: v.string(),
  current: EditableResponse,
});

/** Answer of `GET /canned-responses/{id}/versions`: newest first; restore with `POST …/restore` {@link RestoreVersion}. */
export const ResponseVersions = v.object({
  versions: v.array(
    v.object({ revision: Count, status: ResponseStatus, ...ResponseContent.entries, at: Instant, by: v.string() }),
  ),
});
export type ResponseVersions = v.InferOutput<typeof ResponseVersions>;
/** The version `from` becomes the content again, as a new revision; `revision` is the one the caller saw. */
export const RestoreVersion = v.object({ revision: Count, from: Count });

/** Body of `POST /canned-responses/{id}/uses`; `id` makes a repetition count once. Holds no text of the conversation. */
export const ResponseUse = v.object({
  id: v.pipe(v.string(), v.uuid()),
  /** How the text got there: dragged, clicked, by keyboard or by `/shortcut`. */
  way: v.picklist(['drag', 'click', 'key', 'shortcut']),
  wasEdited: v.boolean(),
});
export type ResponseUse = v.InferOutput<typeof ResponseUse>;

/** Body of `POST /canned-responses/similar`: a text that somebody is about to save. */
export const SimilarRequest = v.object({
  body: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_RESPONSE_BYTES)),
  /** Looks in this library only; defaults to all that the caller may use. */
  libraryId: v.optional(LibraryId),
  /** The response that is being edited: left out. */
  except: v.optional(ResponseId),
});
/** At most five, the most similar first. `score`: 1 = the same but for case, accents, punctuation and placeholders. */
export const SimilarAnswer = v.object({
  similar: v.array(v.object({ id: ResponseId, title: v.string(), score: v.number() })),
});
export type SimilarAnswer = v.InferOutput<typeof SimilarAnswer>;

/** Most responses of one import. */
export const MAX_IMPORTED_RESPONSES = 5_000;

/** Query of `POST /canned-responses/import`. */
export const ImportQuery = v.object({
  library: LibraryId,
  /** Defaults to `false`. */
  dryRun: v.optional(v.picklist(['true', 'false']), 'false'),
  /** `ours`: placeholders of other systems become ours, where we have the like. Defaults to `asWritten`. */
  placeholders: v.optional(v.picklist(['asWritten', 'ours']), 'asWritten'),
});
export type ImportQuery = v.InferOutput<typeof ImportQuery>;

/** Query of `GET /canned-responses/export`: all that the library holds, as a file that an import takes. */
export const ExportQuery = v.object({
  library: LibraryId,
  /** Defaults to `csv`. */
  format: v.optional(v.picklist(['csv', 'json']), 'csv'),
});

/**
 * One element of a JSON import or export; docs/canned-responses.md has the columns of a CSV file. An import leaves what
 * is absent as it is, or empty in a new response.
 */
export const PortableResponse = v.object({
  /** Of the response that it updates; of no meaning in another library. */
  id: v.nullish(v.string()),
  /** Of a new response: `draft` unless told. */
  status: v.nullish(ResponseStatus),
  title: ResponseContent.entries.title,
  shortcut: v.optional(ResponseContent.entries.shortcut),
  category: v.optional(ResponseContent.entries.category),
  tags: v.optional(ResponseContent.entries.tags),
  channels: v.optional(ResponseContent.entries.channels),
  variants: v.pipe(
    v.array(
      v.object({ ...ResponseVariant.entries, channel: v.nullish(ResponseVariant.entries.channel.wrapped, null) }),
    ),
    v.minLength(1),
  ),
});
export type PortableResponse = v.InferOutput<typeof PortableResponse>;

/** One problem of an import. `line` counts from 1: the line of a CSV file where its record begins, or the n-th of a JSON array. */
export const ImportProblem = v.object({ line: Count, field: v.nullable(v.string()), message: v.string() });
/** What an import does to one response, and by what it knew the one that it updates. */
export const ImportChange = v.object({
  line: Count,
  title: v.string(),
  /** Null: the response is new. */
  updates: v.nullable(v.object({ title: v.string(), by: v.picklist(['id', 'shortcut', 'title']) })),
});
export type ImportChange = v.InferOutput<typeof ImportChange>;
/** A placeholder in an imported text that nothing fills: it holds every message that it is in. */
export const UnknownPlaceholder = v.object({
  line: Count,
  /** Where it begins in the text, in characters from 1. */
  column: Count,
  source: v.string(),
  /** What it becomes when the import is told to use ours; null where we have nothing of the kind. */
  ours: v.nullable(v.string()),
});
export type UnknownPlaceholder = v.InferOutput<typeof UnknownPlaceholder>;
/** Most changes, and most unknown placeholders, that a report lists. */
export const MAX_LISTED_CHANGES = 200;

/**
 * Answer of `POST /canned-responses/import?library=…&dryRun=true|false` (`text/csv` or `application/json` body). All or
 * nothing: with one problem nothing is imported. A record with the id, or else the shortcut, or else the title, of an
 * existing response of the library updates it. A dry run reports what would happen and changes nothing.
 */
export const ImportReport = v.object({
  isDryRun: v.boolean(),
  created: Count,
  updated: Count,
  unchanged: Count,
  problems: v.array(ImportProblem),
  /** The first {@link MAX_LISTED_CHANGES} that are created or updated. Absent from a backend that does not tell it yet. */
  changes: v.optional(v.array(ImportChange), []),
  /** Sentences about what the file says in another way than an export, such as names of columns. */
  notes: v.optional(v.array(v.string()), []),
  /** Those of the texts as they are imported, the first {@link MAX_LISTED_CHANGES}. */
  unknownPlaceholders: v.optional(v.array(UnknownPlaceholder), []),
});
export type ImportReport = v.InferOutput<typeof ImportReport>;
export type ImportProblem = v.InferOutput<typeof ImportProblem>;
