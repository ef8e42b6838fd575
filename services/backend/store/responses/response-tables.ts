import type {
  LibraryId,
  LibraryKind,
  ResponseContent,
  ResponseId,
  ResponseRule,
  ResponseStatus,
  ResponseUse,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';
import type { JSONColumnType } from 'kysely';

/** A library of canned responses. */
export interface LibraryTable {
  id: LibraryId;
  name: string;
  kind: LibraryKind;
  /** Raised by every change of the library itself; not by those of its responses. */
  revision: number;
  created_at: number;
  created_by: string;
}

/** Agents of a team library, and the leads of a team or global one. */
export interface LibraryMemberTable {
  library_id: LibraryId;
  worker_sid: WorkerSid;
  is_lead: boolean;
}

export interface ResponseTable {
  id: ResponseId;
  library_id: LibraryId;
  status: ResponseStatus;
  revision: number;
  title: string;
  /** The title without case and accents, in the order of its code units. */
  title_key: string;
  shortcut: string | null;
  /** The shortcut without case: one of a library among those that are not retired. */
  shortcut_key: string | null;
  category: string | null;
  tags: JSONColumnType<ResponseContent['tags']>;
  channels: JSONColumnType<ResponseContent['channels']>;
  variants: JSONColumnType<ResponseContent['variants']>;
  /** All its text without case and accents. */
  search_text: string;
  /** How many shingles each of the variants has (`shingleCounts`); null for what a process of an older version wrote. */
  shingle_counts: number[] | null;
  owner: string;
  created_at: number;
  updated_at: number;
  updated_by: string;
  /** The List it has a place in; null unless published. */
  list_n: number | null;
}

/** A response as each of its revisions left it. */
export interface ResponseVersionTable {
  response_id: ResponseId;
  revision: number;
  status: ResponseStatus;
  content: JSONColumnType<ResponseContent>;
  at: number;
  by: string;
}

/** That an agent used a response. Holds nothing of the conversation. */
export interface ResponseUseTable {
  /** Given by the browser, so that a repetition counts once. */
  id: string;
  response_id: ResponseId;
  worker_sid: WorkerSid;
  way: ResponseUse['way'];
  was_edited: boolean;
  at: number;
}

export interface FavoriteTable {
  worker_sid: WorkerSid;
  response_id: ResponseId;
  is_favorite: boolean;
}

/** The rules that rank responses by what the customer does; a single row. */
export interface ResponseRulesTable {
  id: number;
  /** Raised by every change. */
  revision: number;
  rules: JSONColumnType<ResponseRule[]>;
}
