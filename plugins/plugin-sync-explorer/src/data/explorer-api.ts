import {
  EXPLORER_SERVICES_PATH,
  ExplorerFindings,
  ExplorerItems,
  ExplorerMended,
  ExplorerObjects,
  ExplorerRevealed,
  ExplorerServices,
  ExplorerStanding,
  ExplorerValue,
  ExplorerWritten,
  NoContent,
  SYNC_ACTIVITY_PATH,
  SYNC_RATES_PATH,
  SyncActivity,
  SyncRates,
  type ExplorerEdit,
  type ExplorerKind,
  type ExplorerMend,
  type ReadBudget,
  type SyncServiceSid,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient, BackendRequest } from '@flex-sync-suite/shared/flex';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';

/** One Document, Map, List or Stream. */
export interface ObjectKey {
  readonly serviceSid: SyncServiceSid;
  readonly kind: ExplorerKind;
  readonly sid: string;
}

/** Which objects of a service; `prefix` and `name` exclude each other. */
export interface ObjectsQuestion {
  readonly kind: ExplorerKind;
  readonly prefix?: string;
  readonly name?: string;
  readonly cursor?: string;
}

/** Which items of a Map or List; without both, from the first. */
export interface ItemsQuestion {
  readonly from?: string;
  readonly cursor?: string;
}

/** Which writes of the past. */
export interface ActivityQuestion {
  readonly after?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

/** What the backend is asked, and told to do. Everything rejects with a `BackendError`. */
export interface ExplorerApi {
  services(signal?: AbortSignal): Promise<ExplorerServices>;
  objects(service: SyncServiceSid, question: ObjectsQuestion, signal?: AbortSignal): Promise<ExplorerObjects>;
  object(key: ObjectKey, signal?: AbortSignal): Promise<ExplorerValue>;
  items(key: ObjectKey, question: ItemsQuestion, signal?: AbortSignal): Promise<ExplorerItems>;
  standing(key: ObjectKey, signal?: AbortSignal): Promise<ExplorerStanding>;
  rates(sid: string, signal?: AbortSignal): Promise<SyncRates>;
  /** Shows a value without masks; goes on record. */
  reveal(key: ObjectKey, itemKey: string | null): Promise<ExplorerRevealed>;
  /** Has an object of the suite written from the database, whatever Sync holds. */
  writeAgain(key: ObjectKey): Promise<null>;
  write(key: ObjectKey, edit: ExplorerEdit): Promise<ExplorerWritten>;
  findings(service: SyncServiceSid, cursor: string | null, signal?: AbortSignal): Promise<ExplorerFindings>;
  mend(service: SyncServiceSid, finding: ExplorerMend): Promise<ExplorerMended>;
  activity(question: ActivityQuestion, signal?: AbortSignal): Promise<SyncActivity>;
  /** What looking may still ask of Sync, by the newest answer; null before one. */
  readonly budget: Source<ReadBudget | null>;
}

export function createExplorerApi(client: BackendClient): ExplorerApi {
  const budget = createValueSource<ReadBudget | null>(null);
  async function counted<T extends { readonly budget: ReadBudget }>(request: BackendRequest<T>): Promise<T> {
    const answer = await client.request(request);
    budget.set(answer.budget);
    return answer;
  }

  return {
    budget,
    services: (signal) => counted({ path: EXPLORER_SERVICES_PATH, schema: ExplorerServices, signal }),
    objects: (service, question, signal) =>
      counted({ path: `${pathOf(service)}/objects`, query: { ...question }, schema: ExplorerObjects, signal }),
    object: (key, signal) => counted({ path: objectPath(key), schema: ExplorerValue, signal }),
    items: (key, question, signal) =>
      counted({ path: `${objectPath(key)}/items`, query: { ...question }, schema: ExplorerItems, signal }),
    standing: (key, signal) => counted({ path: `${objectPath(key)}/standing`, schema: ExplorerStanding, signal }),
    rates: (sid, signal) => client.request({ path: SYNC_RATES_PATH, query: { sid }, schema: SyncRates, signal }),
    reveal: (key, itemKey) =>
      client.request({
        method: 'POST',
        path: `${objectPath(key)}/reveal`,
        body: { itemKey },
        schema: ExplorerRevealed,
      }),
    writeAgain: (key) => client.request({ method: 'POST', path: `${objectPath(key)}/write-again`, schema: NoContent }),
    write: (key, edit) =>
      client.request({ method: 'PUT', path: `${objectPath(key)}/data`, body: edit, schema: ExplorerWritten }),
    findings: (service, cursor, signal) =>
      counted({
        path: `${pathOf(service)}/findings`,
        query: { cursor: cursor ?? undefined },
        schema: ExplorerFindings,
        signal,
      }),
    mend: (service, finding) =>
      client.request({ method: 'POST', path: `${pathOf(service)}/mend`, body: finding, schema: ExplorerMended }),
    activity: (question, signal) =>
      client.request({ path: SYNC_ACTIVITY_PATH, query: { ...question }, schema: SyncActivity, signal }),
  };
}

const pathOf = (service: SyncServiceSid): string => `${EXPLORER_SERVICES_PATH}/${service}`;

const objectPath = ({ serviceSid, kind, sid }: ObjectKey): string => `${pathOf(serviceSid)}/objects/${kind}/${sid}`;
