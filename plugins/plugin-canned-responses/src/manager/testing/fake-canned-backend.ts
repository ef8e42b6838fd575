import {
  libraryOf,
  type EditableResponse,
  type ImportReport,
  type LibrariesAnswer,
  type Library,
  type ResponseContent,
  type ResponseRules,
  type ResponseRulesUpdate,
  type ResponseVersions,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { type BackendClient, BackendError } from '@flex-sync-suite/shared/flex';

export const ME = `WK${'1'.repeat(32)}` as WorkerSid;
export const BEN = `WK${'2'.repeat(32)}` as WorkerSid;
export const GLOBAL = 'globalglobal';
export const TEAM = 'teamteamteam';
const NOW = '2026-11-23T12:00:00.000Z';

export const library = (change: Partial<Library> = {}): Library => ({
  id: TEAM,
  name: 'Support team',
  kind: 'team',
  access: 'edit',
  revision: 1,
  members: null,
  leads: null,
  readerCount: 12,
  publishedCount: 1,
  ...change,
});

export const editable = (n: number, change: Partial<EditableResponse> = {}): EditableResponse => {
  const id = change.id ?? `${change.libraryId ?? TEAM}.${String(n).padStart(12, '0')}`;
  return {
    id,
    libraryId: libraryOf(id),
    status: 'published',
    revision: 1,
    title: `Response ${n}`,
    shortcut: null,
    category: null,
    tags: [],
    channels: [],
    variants: [{ language: 'en', channel: null, body: `Text ${n}` }],
    owner: ME,
    createdAt: NOW,
    updatedAt: NOW,
    updatedBy: ME,
    uses30Days: 0,
    edited30Days: 0,
    ...change,
  };
};

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly file: { readonly type: string; readonly content: Blob } | undefined;
}

/** The backend at the port of the browser: it keeps libraries and responses, and can be told to fail. */
export interface FakeCannedBackend {
  readonly client: BackendClient;
  answer: LibrariesAnswer;
  readonly responses: Map<string, EditableResponse>;
  readonly versions: Map<string, ResponseVersions['versions']>;
  similar: { id: string; title: string; score: number }[];
  report: ImportReport;
  rules: ResponseRules;
  /** Requests in their order. */
  readonly sent: Sent[];
  /** The next request to a path that holds `part` fails. */
  failNext(part: string, error: BackendError): void;
  /** As if somebody else had saved. */
  changeBehind(id: string, change: Partial<EditableResponse>): void;
}

export const unreachable = (): BackendError => new BackendError('unreachable', 'The backend cannot be reached');

export function createFakeCannedBackend(responses: readonly EditableResponse[] = []): FakeCannedBackend {
  const failures: { readonly part: string; readonly error: BackendError }[] = [];
  const stored = new Map(responses.map((response) => [response.id, response]));
  let made = 100;

  const backend: FakeCannedBackend = {
    client: {
      async request({ method = 'GET', path, query = {}, body, file, schema, signal }) {
        backend.sent.push({ method, path, query, body, file });
        await Promise.resolve();
        if (signal?.aborted === true) throw new BackendError('aborted', 'The request was given up');
        const failing = failures.findIndex(({ part }) => `${method} ${path}`.includes(part));
        const [failure] = failing === -1 ? [] : failures.splice(failing, 1);
        if (failure !== undefined) throw failure.error;
        const given = answerTo(method, path, query, body);
        const checked = schema['~standard'].validate(given);
        if (checked instanceof Promise || checked.issues !== undefined) {
          throw new Error(`The fake answers ${method} ${path} with something else than the contract says`);
        }
        return checked.value;
      },
    },
    answer: { libraries: [library()], workers: [] },
    responses: stored,
    versions: new Map(),
    similar: [],
    report: {
      isDryRun: true,
      created: 0,
      updated: 0,
      unchanged: 0,
      problems: [],
      changes: [],
      notes: [],
      unknownPlaceholders: [],
    },
    rules: { revision: 0, rules: [], canEdit: true },
    sent: [],
    failNext: (part, error) => void failures.push({ part, error }),
    changeBehind(id, change) {
      const before = stored.get(id)!;
      const meta = { revision: before.revision + 1, updatedBy: BEN };
      stored.set(id, { ...before, ...meta, ...change });
    },
  };
  return backend;

  function answerTo(method: string, path: string, query: Sent['query'], body: unknown): unknown {
    const [, root, id, part] = path.split('/').map(decodeURIComponent);
    if (root === 'libraries') return libraryAnswer(method, id, body);
    if (id === undefined)
      return method === 'GET' ? page(query) : create(body as ResponseContent & { libraryId: string });
    if (id === 'rules') return method === 'GET' ? backend.rules : replaceRules(body as ResponseRulesUpdate);
    if (id === 'similar') return { similar: backend.similar };
    if (id === 'import') return { ...backend.report, isDryRun: query['dryRun'] === 'true' };
    if (id === 'export') return new Blob([`export as ${String(query['format'])}`]);
    if (part === 'versions') return { versions: backend.versions.get(id) ?? [] };
    if (part === 'restore') return restore(id, body as { revision: number; from: number });
    return method === 'GET' ? stored.get(id) : edit(id, body as Partial<EditableResponse>);
  }

  function libraryAnswer(method: string, id: string | undefined, body: unknown): unknown {
    if (method === 'GET') return backend.answer;
    const { libraries, ...named } = backend.answer;
    if (method === 'DELETE') {
      backend.answer = { libraries: libraries.filter((other) => other.id !== id), ...named };
      return null;
    }
    const given = body as Partial<Library>;
    if (method === 'PATCH') {
      const changed = { ...libraries.find((other) => other.id === id)!, ...given };
      backend.answer = { libraries: libraries.map((other) => (other.id === id ? changed : other)), ...named };
      return changed;
    }
    const newId = given.kind === 'personal' ? ME : 'newnewnewnew';
    const added = library({ ...given, id: newId, access: 'administer', publishedCount: 0 });
    backend.answer = { libraries: [...libraries, added], ...named };
    return added;
  }

  function replaceRules({ revision, rules }: ResponseRulesUpdate): ResponseRules {
    if (revision !== backend.rules.revision) {
      const body = { code: 'conflict', message: 'Changed', requestId: 'r', current: backend.rules };
      throw new BackendError('conflict', 'Changed', { status: 409, body });
    }
    backend.rules = { ...backend.rules, revision: revision + 1, rules };
    return backend.rules;
  }

  function page({ library: of, search, status, owner, unused, sort, after }: Sent['query']): unknown {
    const wanted = typeof search === 'string' ? search.toLowerCase() : '';
    const found = [...stored.values()]
      .filter((response) => of === undefined || response.libraryId === of)
      .filter((response) => status === undefined || response.status === status)
      .filter((response) => owner === undefined || response.owner === owner)
      .filter((response) => unused === undefined || response.uses30Days === 0)
      .filter(({ title }) => title.toLowerCase().includes(wanted))
      .sort((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }));
    if (sort === 'uses.descending') found.sort((a, b) => b.uses30Days - a.uses30Days);
    if (sort === 'uses.ascending') found.sort((a, b) => a.uses30Days - b.uses30Days);
    const from = Number(after ?? 0);
    const next = from + 100 < found.length ? String(from + 100) : null;
    return { responses: found.slice(from, from + 100), next, total: found.length };
  }

  function keep(response: EditableResponse): EditableResponse {
    stored.set(response.id, response);
    return response;
  }

  function create({ libraryId, ...content }: ResponseContent & { libraryId: string }): EditableResponse {
    made += 1;
    return keep({ ...editable(made, { libraryId, status: 'draft' }), ...content });
  }

  function checkRevision(id: string, revision: number): EditableResponse {
    const before = stored.get(id)!;
    if (before.revision === revision) return before;
    const body = { code: 'conflict', message: 'Changed', requestId: 'r', current: before };
    throw new BackendError('conflict', 'Changed', { status: 409, body });
  }

  function edit(id: string, { revision, ...change }: Partial<EditableResponse>): EditableResponse {
    const before = checkRevision(id, revision ?? 0);
    return keep({ ...before, ...change, revision: before.revision + 1, updatedBy: ME });
  }

  function restore(id: string, { revision, from }: { revision: number; from: number }): EditableResponse {
    const before = checkRevision(id, revision);
    const version = backend.versions.get(id)!.find((candidate) => candidate.revision === from)!;
    const { title, shortcut, category, tags, channels, variants } = version;
    const content = { title, shortcut, category, tags, channels, variants };
    return keep({ ...before, ...content, revision: before.revision + 1, updatedBy: ME });
  }
}
