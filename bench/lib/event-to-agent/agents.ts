import { Client } from 'twilio-sync';
import {
  CUSTOMERS_OF_TASK_PATH,
  customerMap,
  SYNC_TOKENS_PATH,
  type CustomersOfTask,
  type SyncTokensResponse,
} from '../../../src/contract';
import { flexTokenOf } from '../../../e2e/support/backend-api';
import type { TruthWorker } from '../../../e2e/support/control-plane';
import type { Suite } from '../../../e2e/support/suite';
import { waitFor } from '../../../e2e/support/wait-for';

/** An agent who holds the chat of a visitor, with the genuine SDK under her own token. */
export interface Agent {
  readonly identity: string;
  readonly anonymousId: string;
  /** Unique name of the visitor's Map. */
  readonly customer: string;
  watch(uniqueName: string): Promise<WatchedMap>;
  close(): Promise<void>;
}

export interface WatchedMap {
  /** Resolves with the instant (`performance.now()`) of the SDK's event whose item holds the text. */
  shown(text: string): Promise<number>;
}

/** Agents who each took the chat of another visitor. */
export async function agentsAtWork(suite: Suite, count: number): Promise<readonly Agent[]> {
  const { workers, queues } = await suite.control.truth();
  const nameOf = new Map(queues.map(({ sid, name }) => [sid, name]));
  const free = workers.filter(({ capacity }) => (capacity['chat'] ?? 0) > 0).slice(0, count);
  if (free.length < count) throw new Error(`Only ${String(free.length)} agents can take a chat`);
  return Promise.all(
    free.map((worker, n) => {
      const task = { channel: 'chat', queue: nameOf.get(worker.queueSids[0] ?? ''), worker: worker.identity };
      return atWork(suite, worker, { ...task, attributes: { anonymousId: `bench-visitor-${String(n)}` } });
    }),
  );
}

interface Chat {
  readonly worker: string;
  readonly attributes: { readonly anonymousId: string };
}

async function atWork(suite: Suite, { identity }: TruthWorker, chat: Chat): Promise<Agent> {
  const flex = await flexTokenOf(suite, identity);
  const tokens = await waitFor('a Sync token', () =>
    posted<SyncTokensResponse>(suite.backendUrl, SYNC_TOKENS_PATH, { scopes: ['personal'] }, flex),
  );
  const personal = tokens.scopes.personal ?? { token: '', identity: '' };
  const client = new Client(personal.token, { Twilsock: { uri: suite.health.urls['twilsock'] ?? '' } });
  const { taskSid } = await waitFor('a chat', () =>
    posted<{ taskSid: string }>(suite.pageUrl, '/emulator/tasks', chat),
  );
  await suite.control.driveTask(taskSid, 'accept', { worker: chat.worker });
  const { customers } = await waitFor('the customer of a chat', async () => {
    const found = await posted<CustomersOfTask>(suite.backendUrl, CUSTOMERS_OF_TASK_PATH, { taskSid }, flex);
    return found?.customers.length === 0 ? null : found;
  });
  const [match] = customers;
  if (match === undefined) throw new Error('A chat is of nobody');
  return {
    identity: personal.identity,
    anonymousId: chat.attributes.anonymousId,
    customer: customerMap(match.customerKey).uniqueName,
    watch: (uniqueName) => watchMap(client, uniqueName),
    close: () => client.shutdown(),
  };
}

async function watchMap(client: Client, uniqueName: string): Promise<WatchedMap> {
  const map = await waitFor(uniqueName, () => client.map({ id: uniqueName, mode: 'open_existing' }).catch(() => null));
  const awaited = new Map<string, (at: number) => void>();
  const look = ({ item }: { readonly item: { readonly data: object } }): void => {
    const at = performance.now();
    const told = JSON.stringify(item.data);
    for (const [text, resolve] of awaited) {
      if (!told.includes(text)) continue;
      awaited.delete(text);
      resolve(at);
    }
  };
  map.on('itemAdded', look);
  map.on('itemUpdated', look);
  return { shown: (text) => new Promise((resolve) => awaited.set(text, resolve)) };
}

/** The answer of a `POST`; null for one that refuses, which may be asked again. */
async function posted<Answer>(base: string, path: string, body: object, token?: string): Promise<Answer | null> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
  });
  return response.ok ? ((await response.json()) as Answer) : null;
}
