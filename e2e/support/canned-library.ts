import {
  CANNED_RESPONSES_PATH,
  LIBRARIES_PATH,
  type CannedResponsesLink,
  type EditableResponse,
  type Library,
  type LibraryKind,
  type ResponseContent,
  type ResponsePatch,
  type ResponsesPage,
  type ResponseStatus,
} from '../../src/contract';
import { flexTokenOf } from './backend-api';
import { basicAuth } from './control-plane';
import type { Suite } from './suite';
import { waitFor } from './wait-for';

/** A response as a test writes it: `body` is one English text for every channel. */
export interface ResponseSeed extends Partial<ResponseContent> {
  readonly title: string;
  readonly body?: string;
  /** Published unless told. */
  readonly status?: ResponseStatus;
}

/** What somebody does to libraries over the backend's HTTP API. */
export interface CannedDesk {
  ask(method: string, path: string, body?: object): Promise<Response>;
  newLibrary(name: string, kind: LibraryKind, members?: readonly string[]): Promise<Library>;
  write(libraryId: string, seed: ResponseSeed): Promise<EditableResponse>;
  edit(response: EditableResponse, patch: Omit<ResponsePatch, 'revision'>): Promise<EditableResponse>;
  setMembers(library: Library, members: readonly string[]): Promise<Library>;
  /** At most 200, by title. */
  responsesOf(libraryId: string): Promise<readonly EditableResponse[]>;
}

export async function openCannedDesk(
  suite: Suite,
  worker = 'ada',
  as: 'agent' | 'supervisor' | 'admin' = 'admin',
): Promise<CannedDesk> {
  const token = await flexTokenOf(suite, worker, as);
  const ask: CannedDesk['ask'] = (method, path, body) =>
    fetch(suite.backendUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const answered = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await ask(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path} answered ${String(answer.status)}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const setMembers: CannedDesk['setMembers'] = async ({ id, revision }, members) => {
    const sids = await Promise.all(members.map((member) => workerSidOf(suite, member)));
    return answered('PATCH', `${LIBRARIES_PATH}/${id}`, { revision, members: sids });
  };
  return {
    ask,
    async newLibrary(name, kind, members) {
      const library = await answered<Library>('POST', LIBRARIES_PATH, { name, kind });
      return members === undefined ? library : setMembers(library, members);
    },
    setMembers,
    write: (libraryId, { body = 'Text', ...seed }) =>
      answered('POST', CANNED_RESPONSES_PATH, {
        libraryId,
        status: 'published',
        ...{ shortcut: null, category: null, tags: [], channels: [] },
        variants: [{ language: 'en', channel: null, body }],
        ...seed,
      }),
    edit: ({ id, revision }, patch) => answered('PATCH', `${CANNED_RESPONSES_PATH}/${id}`, { revision, ...patch }),
    responsesOf: async (libraryId) =>
      (await answered<ResponsesPage>('GET', `${CANNED_RESPONSES_PATH}?library=${libraryId}&limit=200`)).responses,
  };
}

async function workerSidOf(suite: Suite, identity: string): Promise<string> {
  const worker = (await suite.control.truth()).workers.find((each) => each.identity === identity);
  if (worker === undefined) throw new Error(`There is no worker ${identity}`);
  return worker.sid;
}

const workerUrl = ({ health }: Suite, sid: string): string =>
  `${health.urls['taskrouter'] ?? ''}/v1/Workspaces/${health.workspaceSid}/Workers/${sid}`;

/** A worker's attributes as TaskRouter's REST API tells them. */
export async function readAttributes(suite: Suite, identity: string): Promise<Readonly<Record<string, unknown>>> {
  const url = workerUrl(suite, await workerSidOf(suite, identity));
  const answer = await fetch(url, { headers: { authorization: basicAuth(suite.health) } });
  if (!answer.ok) throw new Error(`GET ${url} answered ${String(answer.status)}: ${await answer.text()}`);
  const { attributes } = (await answer.json()) as { attributes: string };
  return JSON.parse(attributes) as Record<string, unknown>;
}

/** Writes a worker's attributes as any other service of the account would. */
export async function writeAttributes(suite: Suite, identity: string, attributes: object): Promise<void> {
  const url = workerUrl(suite, await workerSidOf(suite, identity));
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: basicAuth(suite.health) },
    body: new URLSearchParams({ Attributes: JSON.stringify(attributes) }),
  });
  if (!answer.ok) throw new Error(`POST ${url} answered ${String(answer.status)}: ${await answer.text()}`);
}

/** What the attributes say about Lists, as soon as they name this many. */
export const linkOf = (suite: Suite, identity: string, lists: number): Promise<CannedResponsesLink> =>
  waitFor(`${String(lists)} Lists of ${identity}`, async () => {
    const link = (await readAttributes(suite, identity))['canned_responses'] as CannedResponsesLink | undefined;
    return (link?.lists.length ?? 0) === lists ? (link ?? { lists: [], personal: [] }) : null;
  });
