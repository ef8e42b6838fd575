import * as v from 'valibot';
import {
  defineSyncMap,
  syncDocumentAt,
  syncListAt,
  type SyncDocumentRef,
  type SyncListRef,
  type SyncMapRef,
  type SyncScope,
} from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import { ResponseId } from './canned-ids';
import { SyncDocumentSid, type SyncListSid, type WorkerSid } from '../sid';

/**
 * Items of one List at most. twilio-sync 4.0.1 asks for `limit + 1` when it follows a page, which Sync caps at 100: a
 * List of 200 would be three pages and four reads, and 300 agents within a minute reach 20 reads a second. See
 * docs/decisions/0005-lists-of-199.md.
 */
export const MAX_ITEMS_PER_RESPONSE_LIST = 199;
/** Longest title, in characters. */
export const MAX_TITLE_LENGTH = 120;
/** Longest shortcut, in letters and digits: marks on a letter are part of it. */
export const MAX_SHORTCUT_LENGTH = 32;
/** The same in UTF-16 units, with the marks: an item of a List has room for no more. */
const MAX_SHORTCUT_UNITS = 64;
/** Longest category and library name, in characters. */
export const MAX_CATEGORY_LENGTH = 60;
/** Most tags of one response, and the longest tag in characters. */
export const MAX_TAGS = 10;
export const MAX_TAG_LENGTH = 30;
/** Most bytes of a response's Document: what Sync takes (16 KiB). */
export const MAX_RESPONSE_BYTES = 16_384;

/** Who a library is for. A personal library's id is the SID of its worker. */
export const LibraryKind = v.picklist(['global', 'team', 'personal']);
export type LibraryKind = v.InferOutput<typeof LibraryKind>;

/** BCP 47 language tag, such as `en` or `pt-BR`, that Intl takes: dates and names of languages are written with it. */
export const Language = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/),
  v.maxLength(35),
  v.check(isIntlTag, 'expected a language tag such as en or pt-BR'),
);

function isIntlTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Written channel: `web`, `sms`, `whatsapp`, `chat`, … as `channelType` of a task's attributes says it. */
export const WrittenChannel = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,31}$/));

const MARKS = '[\\p{M}\\u200c\\u200d]*';

/**
 * `/shortcut` without its slash, in NFC whatever form it was typed in. Compared without regard to case. Letters carry
 * marks, and in words of some scripts an invisible joiner tells two spellings apart.
 */
export const Shortcut = v.pipe(
  v.string(),
  v.normalize('NFC'),
  v.regex(new RegExp(`^[\\p{L}\\p{N}]${MARKS}(?:[\\p{L}\\p{N}_-]${MARKS}){0,${MAX_SHORTCUT_LENGTH - 1}}$`, 'u')),
  v.maxLength(MAX_SHORTCUT_UNITS),
);

/** A shortcut as people write it down, without the slash that they type before it. */
export const withoutSlash = (shortcut: string): string => shortcut.trim().replace(/^[/\uff0f]/u, '');

/** Text in one language, for one channel or for every channel that has no text of its own (`null`). */
export const ResponseVariant = v.object({
  language: Language,
  channel: v.nullable(WrittenChannel),
  body: v.pipe(v.string(), v.minLength(1)),
});
export type ResponseVariant = v.InferOutput<typeof ResponseVariant>;

/** What a writer decides about a response. At least one variant; no two for the same language and channel. */
export const ResponseContent = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_TITLE_LENGTH)),
  shortcut: v.nullable(Shortcut),
  category: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_CATEGORY_LENGTH))),
  tags: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_TAG_LENGTH))),
    v.maxLength(MAX_TAGS),
  ),
  /** Channels the response is offered in; empty = all. */
  channels: v.array(WrittenChannel),
  /** The first one is the text shown when nothing fits better. */
  variants: v.pipe(v.array(ResponseVariant), v.minLength(1)),
});
export type ResponseContent = v.InferOutput<typeof ResponseContent>;

/** A published response, whole: the Document `canned-response.{id}`. At most 16 KiB. */
export const CannedResponse = v.object({
  ...payloadHeader(1),
  id: ResponseId,
  /** Counts the edits; what a usage report and an edit name. */
  revision: Count,
  updatedAt: Instant,
  ...ResponseContent.entries,
  // Readers take whatever writers may once be allowed.
  shortcut: v.nullable(v.string()),
});
export type CannedResponse = v.InferOutput<typeof CannedResponse>;

/** Fields that {@link CannedResponseItem} may carry shortened to stay within 1 KiB. */
export const CuttableIndexField = v.picklist([
  'title',
  'category',
  'tags',
  'channels',
  'languages',
  'previews',
  'libraryName',
]);

/** What an agent searches and sees before opening a response: an item of a List of its library. At most 1 KiB. */
export const CannedResponseItem = v.object({
  ...payloadHeader(1),
  /** The response's Document, which is there, and readable, before this item is. */
  documentSid: SyncDocumentSid,
  id: ResponseId,
  revision: Count,
  libraryName: v.string(),
  libraryKind: LibraryKind,
  title: v.string(),
  shortcut: v.nullable(v.string()),
  category: v.nullable(v.string()),
  tags: v.array(v.string()),
  /** Languages there is a text in; the first is the response's own. */
  languages: v.array(v.string()),
  /** Channels it is offered in; empty = all. */
  channels: v.array(v.string()),
  /**
   * Beginning of the text by language, in one line. Where `cut` names them, all are cut to one length, so the longest are
   * those that were cut; `isWhole` says of one of that length that it just fitted.
   */
  previews: v.array(v.object({ language: v.string(), text: v.string(), isWhole: v.optional(v.literal(true)) })),
  updatedAt: Instant,
  cut: v.array(CuttableIndexField),
});
export type CannedResponseItem = v.InferOutput<typeof CannedResponseItem>;

/** One agent's own relation to a response: item of the Map `canned-favorites.{WK…}`, keyed by response id. */
export const CannedFavorite = v.object({
  ...payloadHeader(1),
  isFavorite: v.boolean(),
  lastUsedAt: v.nullable(Instant),
  /** Uses by this agent in the last 90 days. */
  uses: Count,
});
export type CannedFavorite = v.InferOutput<typeof CannedFavorite>;

/** What the backend writes under `canned_responses` in a worker's attributes. Output only: nobody trusts it as input. */
export const CannedResponsesLink = v.object({
  /** SIDs of the Lists this agent may use, in the order of the libraries: global, team, personal. */
  lists: v.array(v.string()),
  /** Those of them that only the agent's own identity may read. */
  personal: v.optional(v.array(v.string()), []),
});
export type CannedResponsesLink = v.InferOutput<typeof CannedResponsesLink>;

/** The Document at its largest: whatever its numbers grow to, what fits once stays within {@link MAX_RESPONSE_BYTES}. */
export function largestDocument(content: ResponseContent): CannedResponse {
  const instant = '2026-01-01T00:00:00.000Z';
  return {
    schema: 1,
    v: Number.MAX_SAFE_INTEGER,
    asOf: instant,
    id: `WK${'0'.repeat(32)}.${'0'.repeat(12)}`,
    revision: Number.MAX_SAFE_INTEGER,
    updatedAt: instant,
    ...content,
  };
}

/**
 * What is searched of a library, at most 199 items of 1 KiB, by the SID that the worker's attributes name. Written by the
 * backend, read by the agents of that library.
 */
export const cannedResponsesList = (sid: SyncListSid, scope: SyncScope): SyncListRef<CannedResponseItem> =>
  syncListAt(sid, CannedResponseItem, { scope });

/**
 * A published response with all its languages and channels, at most 16 KiB, by the SID that its List item names. Written
 * by the backend, read by the agents of its library.
 */
export const cannedResponseDocument = (sid: SyncDocumentSid, scope: SyncScope): SyncDocumentRef<CannedResponse> =>
  syncDocumentAt(sid, CannedResponse, { scope });

/** The agent's favourites and own use, keyed by response id. Written by the backend, read by that agent. */
export const cannedFavoritesMap = (workerSid: WorkerSid): SyncMapRef<CannedFavorite> =>
  defineSyncMap(outboxKey({ kind: 'favorites', workerSid }), CannedFavorite, { scope: 'personal' });
