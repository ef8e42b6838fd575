import type { SyncDocumentRef, SyncListRef, SyncMapRef } from '../contract';
import type { SyncReadRef } from '../sync';

/** Twilio's public REST API, below the Sync service. @returns the answer's body, null without one */
export type Rest = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  form?: Readonly<Record<string, string>>,
) => Promise<unknown>;

interface Reader {
  readonly identity: string;
}
type CollectionRef = SyncMapRef<unknown> | SyncListRef<unknown>;

/** Objects by their definitions, written as the backend does; any value, so that a test can break the schema. */
export interface WireObjects {
  /** Each is complete before `readers` may read it. @returns its SID */
  createDocument(ref: SyncDocumentRef<unknown>, data: unknown, ...readers: readonly Reader[]): Promise<string>;
  createMap(
    ref: SyncMapRef<unknown>,
    items: Readonly<Record<string, unknown>>,
    ...readers: readonly Reader[]
  ): Promise<string>;
  createList(ref: SyncListRef<unknown>, items: readonly unknown[], ...readers: readonly Reader[]): Promise<string>;
  grant(ref: SyncReadRef, to: Reader, rights?: 'read' | 'write'): Promise<void>;
  revoke(ref: SyncReadRef, from: Reader): Promise<void>;
  setDocument(ref: SyncDocumentRef<unknown>, data: unknown): Promise<void>;
  addItem(ref: SyncMapRef<unknown>, key: string, data: unknown): Promise<void>;
  push(ref: SyncListRef<unknown>, data: unknown): Promise<void>;
  /** Replaces an item that exists. */
  setItem(ref: CollectionRef, key: string | number, data: unknown): Promise<void>;
  removeItem(ref: CollectionRef, key: string | number): Promise<void>;
  /** What a Map holds, by key. */
  itemsOf(ref: SyncMapRef<unknown>): Promise<Readonly<Record<string, unknown>>>;
  remove(ref: SyncReadRef): Promise<void>;
}

const FOLDERS = { document: '/Documents', map: '/Maps', list: '/Lists' } as const;
const pathOf = ({ kind, uniqueName }: SyncReadRef): string => `${FOLDERS[kind]}/${uniqueName}`;
const itemPath = (ref: CollectionRef, key: string | number): string => `${pathOf(ref)}/Items/${String(key)}`;
const withData = (data: unknown): { readonly Data: string } => ({ Data: JSON.stringify(data) });

export function wireObjects(rest: Rest): WireObjects {
  async function create(ref: SyncReadRef, form: Readonly<Record<string, string>> = {}): Promise<string> {
    const { sid } = (await rest('POST', FOLDERS[ref.kind], { UniqueName: ref.uniqueName, ...form })) as { sid: string };
    return sid;
  }
  async function grantAll(ref: SyncReadRef, readers: readonly Reader[]): Promise<void> {
    for (const reader of readers) await objects.grant(ref, reader);
  }

  const objects: WireObjects = {
    async createDocument(ref, data, ...readers) {
      const sid = await create(ref, withData(data));
      await grantAll(ref, readers);
      return sid;
    },
    async createMap(ref, items, ...readers) {
      const sid = await create(ref);
      await Promise.all(Object.entries(items).map(([key, data]) => objects.addItem(ref, key, data)));
      await grantAll(ref, readers);
      return sid;
    },
    async createList(ref, items, ...readers) {
      const sid = await create(ref);
      for (const data of items) await objects.push(ref, data);
      await grantAll(ref, readers);
      return sid;
    },
    async grant(ref, { identity }, rights = 'read') {
      const form = { Read: 'true', Write: String(rights === 'write'), Manage: 'false' };
      await rest('POST', `${pathOf(ref)}/Permissions/${identity}`, form);
    },
    async revoke(ref, { identity }) {
      await rest('DELETE', `${pathOf(ref)}/Permissions/${identity}`);
    },
    async setDocument(ref, data) {
      await rest('POST', pathOf(ref), withData(data));
    },
    async addItem(ref, key, data) {
      await rest('POST', `${pathOf(ref)}/Items`, { Key: key, ...withData(data) });
    },
    async push(ref, data) {
      await rest('POST', `${pathOf(ref)}/Items`, withData(data));
    },
    async setItem(ref, key, data) {
      await rest('POST', itemPath(ref, key), withData(data));
    },
    async removeItem(ref, key) {
      await rest('DELETE', itemPath(ref, key));
    },
    async itemsOf(ref) {
      const { items } = (await rest('GET', `${pathOf(ref)}/Items?PageSize=100`)) as {
        items: readonly { readonly key: string; readonly data: unknown }[];
      };
      return Object.fromEntries(items.map(({ key, data }) => [key, data]));
    },
    async remove(ref) {
      await rest('DELETE', pathOf(ref));
    },
  };
  return objects;
}
