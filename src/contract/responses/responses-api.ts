import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { LibraryId, ResponseId } from './canned-ids';
import { MAX_RESPONSE_BYTES, ResponseContent } from './canned-response';

/** Paths of the backend's routes of responses; one response is `${CANNED_RESPONSES_PATH}/{id}`, and so on. */
export const CANNED_RESPONSES_PATH = '/canned-responses';
export const FAVORITES_PATH = '/favorites';

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
