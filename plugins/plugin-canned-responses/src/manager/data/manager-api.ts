import {
  CANNED_RESPONSES_PATH,
  EditableResponse,
  FileAnswer,
  ImportReport,
  LIBRARIES_PATH,
  LibrariesAnswer,
  Library,
  RESPONSE_RULES_PATH,
  ResponseRules,
  ResponsesPage,
  ResponseVersions,
  SimilarAnswer,
  type ImportQuery,
  type LibraryId,
  type LibraryKind,
  type LibraryPatch,
  type NewResponse,
  type ResponseId,
  type ResponsePatch,
  type ResponseRulesUpdate,
  type ResponseSort,
  type ResponseStatus,
  type RestoreVersion,
  type SimilarRequest,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';
import * as v from 'valibot';

/** An import of thousands of responses is one transaction. */
const IMPORT_TIMEOUT_MS = 120_000;

export interface PageQuery {
  readonly library?: LibraryId | undefined;
  readonly status?: ResponseStatus | undefined;
  readonly owner?: string | undefined;
  readonly unused?: 'true' | undefined;
  readonly search?: string | undefined;
  readonly sort?: ResponseSort | undefined;
  readonly after?: string | undefined;
}

/** A file to import; its type decides how the backend reads it. */
export interface ImportFile {
  readonly name: string;
  readonly type: 'text/csv' | 'application/json';
  readonly content: Blob;
}

/** `placeholders`: what becomes of those of other systems. */
export interface ImportHow {
  readonly isDryRun: boolean;
  readonly placeholders: ImportQuery['placeholders'];
}

/** The backend's routes about libraries and responses. Everything rejects with a `BackendError`. */
export interface ManagerApi {
  libraries(): Promise<LibrariesAnswer>;
  createLibrary(library: { readonly name: string; readonly kind: LibraryKind }): Promise<Library>;
  editLibrary(id: LibraryId, patch: v.InferOutput<typeof LibraryPatch>): Promise<Library>;
  removeLibrary(id: LibraryId): Promise<void>;
  page(query: PageQuery, signal: AbortSignal): Promise<ResponsesPage>;
  response(id: ResponseId): Promise<EditableResponse>;
  create(response: NewResponse): Promise<EditableResponse>;
  edit(id: ResponseId, patch: ResponsePatch): Promise<EditableResponse>;
  versions(id: ResponseId): Promise<ResponseVersions>;
  restore(id: ResponseId, version: v.InferOutput<typeof RestoreVersion>): Promise<EditableResponse>;
  similar(request: v.InferOutput<typeof SimilarRequest>, signal: AbortSignal): Promise<SimilarAnswer>;
  rules(): Promise<ResponseRules>;
  replaceRules(update: ResponseRulesUpdate): Promise<ResponseRules>;
  import(library: LibraryId, file: ImportFile, how: ImportHow): Promise<ImportReport>;
  export(library: LibraryId, format: 'csv' | 'json'): Promise<Blob>;
}

export function createManagerApi(client: BackendClient): ManagerApi {
  const pathOf = (id: ResponseId): string => `${CANNED_RESPONSES_PATH}/${encodeURIComponent(id)}`;
  const libraryPath = (id: LibraryId): string => `${LIBRARIES_PATH}/${encodeURIComponent(id)}`;
  return {
    libraries: () => client.request({ path: LIBRARIES_PATH, schema: LibrariesAnswer }),
    createLibrary: (body) => client.request({ method: 'POST', path: LIBRARIES_PATH, body, schema: Library }),
    editLibrary: (id, body) => client.request({ method: 'PATCH', path: libraryPath(id), body, schema: Library }),
    async removeLibrary(id) {
      await client.request({ method: 'DELETE', path: libraryPath(id), schema: v.null() });
    },
    page: (query, signal) =>
      client.request({ path: CANNED_RESPONSES_PATH, query: { ...query }, signal, schema: ResponsesPage }),
    response: (id) => client.request({ path: pathOf(id), schema: EditableResponse }),
    create: (body) => client.request({ method: 'POST', path: CANNED_RESPONSES_PATH, body, schema: EditableResponse }),
    edit: (id, body) => client.request({ method: 'PATCH', path: pathOf(id), body, schema: EditableResponse }),
    versions: (id) => client.request({ path: `${pathOf(id)}/versions`, schema: ResponseVersions }),
    restore: (id, body) =>
      client.request({ method: 'POST', path: `${pathOf(id)}/restore`, body, schema: EditableResponse }),
    similar: (body, signal) =>
      client.request({
        method: 'POST',
        path: `${CANNED_RESPONSES_PATH}/similar`,
        body,
        signal,
        schema: SimilarAnswer,
      }),
    rules: () => client.request({ path: RESPONSE_RULES_PATH, schema: ResponseRules }),
    replaceRules: (body) => client.request({ method: 'PUT', path: RESPONSE_RULES_PATH, body, schema: ResponseRules }),
    import: (library, { type, content }, { isDryRun, placeholders }) =>
      client.request({
        method: 'POST',
        path: `${CANNED_RESPONSES_PATH}/import`,
        query: { library, dryRun: String(isDryRun), placeholders },
        file: { type, content },
        timeoutMs: IMPORT_TIMEOUT_MS,
        schema: ImportReport,
      }),
    export: (library, format) =>
      client.request({
        path: `${CANNED_RESPONSES_PATH}/export`,
        query: { library, format },
        answerAs: 'blob',
        schema: FileAnswer,
      }),
  };
}

/** What the backend sent along with a refusal; undefined for other errors. */
export const refusalBody = (error: unknown): unknown =>
  error instanceof Error && 'body' in error ? error.body : undefined;
