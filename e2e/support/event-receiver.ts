import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What is looked at of an event of Segment's libraries. */
export interface ReceivedEvent {
  readonly type: string;
  readonly event?: string;
  readonly messageId: string;
  readonly timestamp: string;
  readonly anonymousId?: string;
  readonly userId?: string | null;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

/** One request with events in it. */
export interface ReceivedBatch {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly writeKey: string;
  readonly batch: readonly ReceivedEvent[];
}

/** Takes the events of a page, as a backend does that Segment's browser library is pointed at. */
export interface EventReceiver {
  /** `http://localhost:<port>`. */
  readonly url: string;
  readonly batches: readonly ReceivedBatch[];
  close(): Promise<void>;
}

export async function startEventReceiver(): Promise<EventReceiver> {
  const batches: ReceivedBatch[] = [];
  const server = createServer((request, response) => {
    void take(request, response, batches);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    batches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function take(request: IncomingMessage, response: ServerResponse, batches: ReceivedBatch[]): Promise<void> {
  const body = await text(request);
  const { method, url = '', headers } = request;
  if (method === 'POST') {
    batches.push({ path: url, headers, ...(JSON.parse(body) as Pick<ReceivedBatch, 'writeKey' | 'batch'>) });
  }
  response.writeHead(method === 'OPTIONS' ? 204 : 200, {
    'Access-Control-Allow-Origin': headers.origin ?? '*',
    // The library's Authorization header makes the browser ask first.
    'Access-Control-Allow-Headers': 'authorization, content-type, x-retry-count',
  });
  response.end();
}
