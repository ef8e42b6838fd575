import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One webhook as it came in. */
export interface ReceivedWebhook {
  readonly fields: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** With the query, as it was called. */
  readonly url: string;
  /** What is no form has no fields. */
  readonly body: string;
}

/** A server on a free port that keeps what is posted to it. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** Statuses of the next answers; 204 when there is none left. */
  readonly answers: number[];
  /** What came in of this type. */
  of(type: string): readonly Readonly<Record<string, string>>[];
  close(): Promise<void>;
}

export async function startWebhookReceiver(path = '/webhooks/sync?shop=a&b=%C3%A9'): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const url = `http://${request.headers.host ?? ''}${request.url ?? ''}`;
      const { headers } = request;
      const isForm = headers['content-type']?.includes('form') === true;
      received.push({ url, body, headers, fields: isForm ? Object.fromEntries(new URLSearchParams(body)) : {} });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    received,
    answers,
    of: (type) => received.map(({ fields }) => fields).filter(({ EventType }) => EventType === type),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
