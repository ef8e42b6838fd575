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
