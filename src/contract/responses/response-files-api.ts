import * as v from 'valibot';
import { Count } from '../payload';
import { LibraryId } from './canned-ids';
import { ResponseContent, ResponseVariant } from './canned-response';
import { ResponseStatus } from './responses-api';

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
