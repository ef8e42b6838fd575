import type {
  EditableResponse,
  ResponseId,
  ResponsesPage,
  ResponsesQuery,
  ResponseVersions,
} from '@flex-sync-suite/shared/contract';
import { storableText } from '../../base/storable-text';
import type { ResponsePosition } from '../../store/responses/response-order';
import { listResponses } from '../../store/responses/response-page';
import { readCounted, readVersions, type CountedResponse } from '../../store/responses/response-search';
import { contentOf } from '../../store/responses/response-write';
import type { Queryable } from '../../store/transaction';
import type { Caller } from '../caller';
import { noSuchResponse } from './opened-library';
import { encodeResponseCursor } from './response-cursor';
import { editableLibraries } from './shown-libraries';

const DEFAULT_LIMIT = 100;
const MAX_VERSIONS = 100;
/** Uses of this long ago count. */
const COUNTED_MS = 30 * 86_400_000;

/** What a page is asked with. */
export interface AskedPage {
  readonly query: ResponsesQuery;
  readonly after: ResponsePosition | undefined;
  readonly now: number;
}

/** Responses of the libraries that the caller may edit. */
export async function pageOfResponses(
  db: Queryable,
  caller: Caller,
  { query, after, now }: AskedPage,
): Promise<ResponsesPage> {
  const { library, status, owner, search, unused, sort, limit = DEFAULT_LIMIT } = query;
  const libraryIds = (await editableLibraries(db, caller)).filter((id) => library === undefined || id === library);
  const filter = {
    libraryIds,
    status,
    owner: owner === undefined ? undefined : storableText(owner),
    search: search === undefined ? undefined : storableText(search),
    isUnused: unused === 'true',
    countedSinceMs: now - COUNTED_MS,
  };
  const { found, total } = await listResponses(db, filter, { after, limit: limit + 1, sort });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    responses: rows.map(({ response }) => editable(response)),
    next: found.length > limit && last !== undefined ? encodeResponseCursor(last.position) : null,
    total,
  };
}

/** @throws Refusal `missing` for a response that does not exist */
export async function shownResponse(db: Queryable, id: ResponseId, now: number): Promise<EditableResponse> {
  const response = await readCounted(db, id, now - COUNTED_MS);
  if (response === null) throw noSuchResponse();
  return editable(response);
}

/** The newest revisions. */
export async function shownVersions(db: Queryable, id: ResponseId): Promise<ResponseVersions> {
  const found = await readVersions(db, id, MAX_VERSIONS);
  return {
    versions: found.map(({ revision, status, content, atMs, by }) => ({
      revision,
      status,
      ...content,
      at: new Date(atMs).toISOString(),
      by,
    })),
  };
}

/** What the contract says of a stored response. */
function editable({ uses, edited, ...response }: CountedResponse): EditableResponse {
  const { id, libraryId, status, revision, owner, createdAtMs, updatedAtMs, updatedBy } = response;
  return {
    id,
    libraryId,
    status,
    revision,
    ...contentOf(response),
    owner,
    createdAt: new Date(createdAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
    updatedBy,
    uses30Days: uses,
    edited30Days: edited,
  };
}
