import { basicAuth, type Health } from './control-plane';

const PAGE_SIZE = 100;

/** Reads a Sync Document's data through the public REST API; null when there is none. */
export async function readDocument<T>(health: Health, uniqueName: string): Promise<T | null> {
  const answer = await get<{ data: T }>(health, `/Documents/${encodeURIComponent(uniqueName)}`);
  return answer?.data ?? null;
}

/** Reads all items of a Sync Map: key to data. */
export async function readMap<T>(health: Health, uniqueName: string): Promise<ReadonlyMap<string, T>> {
  const items = new Map<string, T>();
  let from: string | null = null;
  for (;;) {
    const query: string = from === null ? '' : `&From=${encodeURIComponent(from)}&Bounds=exclusive`;
    const page: { items: { key: string; data: T }[] } | null = await get(
      health,
      `/Maps/${encodeURIComponent(uniqueName)}/Items?PageSize=${PAGE_SIZE}${query}`,
    );
    for (const { key, data } of page?.items ?? []) items.set(key, data);
    if (page === null || page.items.length < PAGE_SIZE) return items;
    from = page.items.at(-1)?.key ?? null;
  }
}

/** Data of the first items of a Sync List, by its SID or unique name. */
export async function readList<T>(health: Health, sid: string): Promise<readonly T[]> {
  const page = await get<{ items: { data: T }[] }>(health, `/Lists/${sid}/Items?PageSize=${PAGE_SIZE}`);
  return (page?.items ?? []).map(({ data }) => data);
}

async function get<T>(health: Health, path: string): Promise<T | null> {
  const base = health.urls['sync'] ?? '';
  const response = await fetch(`${base}/v1/Services/${health.syncServiceSid}${path}`, {
    headers: { authorization: basicAuth(health) },
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`Sync REST answered ${response.status} for ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** What somebody else than the suite does with the account's Sync service. */
export interface SyncRest {
  /** @returns its SID */
  createDocument(uniqueName: string, data: object): Promise<string>;
  updateDocument(sid: string, data: object): Promise<void>;
  /** @returns 404 as null */
  dataOf(sid: string): Promise<object | null>;
  removeDocument(sid: string): Promise<void>;
  removeList(sid: string): Promise<void>;
  /** SIDs of the first Lists whose names begin with it. */
  listsNamed(prefix: string): Promise<readonly string[]>;
  /** The first items of a List. */
  itemsOf(
    listSid: string,
  ): Promise<readonly { readonly index: number; readonly data: Readonly<Record<string, unknown>> }[]>;
  /** Updates it so many times a second until it is told to stop, whatever Sync answers. */
  keepUpdating(sid: string, perSecond: number): { stop(): Promise<void> };
}

const TICK_MS = 50;

export function createSyncRest(health: Health): SyncRest {
  const base = `${health.urls['sync'] ?? ''}/v1/Services/${health.syncServiceSid}`;
  const post = (path: string, form: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(base + path, {
      method: 'POST',
      headers: { authorization: basicAuth(health), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form),
    });
  const remove = async (path: string): Promise<void> => {
    await fetch(base + path, { method: 'DELETE', headers: { authorization: basicAuth(health) } });
  };
  const done = async (answer: Promise<Response>): Promise<{ sid: string }> => {
    const response = await answer;
    if (!response.ok) throw new Error(`Sync REST answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { sid: string };
  };
  return {
    createDocument: async (uniqueName, data) =>
      (await done(post('/Documents', { UniqueName: uniqueName, Data: JSON.stringify(data) }))).sid,
    updateDocument: async (sid, data) => {
      await done(post(`/Documents/${sid}`, { Data: JSON.stringify(data) }));
    },
    dataOf: async (sid) => (await get<{ data: object }>(health, `/Documents/${sid}`))?.data ?? null,
    removeDocument: (sid) => remove(`/Documents/${sid}`),
    removeList: (sid) => remove(`/Lists/${sid}`),
    listsNamed: async (prefix) => {
      const page = await get<{ lists: { sid: string; unique_name: string | null }[] }>(health, '/Lists?PageSize=100');
      const lists = page?.lists ?? [];
      return lists.filter(({ unique_name }) => unique_name?.startsWith(prefix) === true).map(({ sid }) => sid);
    },
    itemsOf: async (listSid) => {
      const path = `/Lists/${listSid}/Items?PageSize=${PAGE_SIZE}`;
      return (await get<{ items: { index: number; data: Record<string, unknown> }[] }>(health, path))?.items ?? [];
    },
    keepUpdating(sid, perSecond) {
      const sent = new Set<Promise<unknown>>();
      const timer = setInterval(() => {
        for (let n = 0; n < (perSecond * TICK_MS) / 1_000; n += 1) {
          const one = post(`/Documents/${sid}`, { Data: JSON.stringify({ n }) }).finally(() => sent.delete(one));
          sent.add(one);
        }
      }, TICK_MS);
      return {
        stop: async () => {
          clearInterval(timer);
          await Promise.allSettled(sent);
        },
      };
    },
  };
}
