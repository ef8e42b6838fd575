import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The load balancer that an installation has in front of its replicas, and a witness: it reads which events TaskRouter
 * tells, and which of them were acknowledged.
 */
export interface CallbackGateway {
  /** What TaskRouter calls the backend. */
  readonly url: string;
  /** SIDs of the events that a replica answered with 2xx. */
  readonly acknowledged: ReadonlySet<string>;
  readonly counts: () => GatewayCounts;
  /** Answers nothing and breaks connections, until {@link CallbackGateway.heal}. */
  cut(): void;
  /** Loses this share of the answers, 0–1: the replica has done the work, and TaskRouter tells the event again. */
  loseAnswers(share: number): void;
  heal(): void;
  close(): Promise<void>;
}

export interface GatewayCounts {
  /** Requests that reached a replica. */
  readonly delivered: number;
  /** Acknowledged once more. */
  readonly duplicates: number;
  /** Answers of the replicas by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

const CONNECTIONS = 32;

/** Spreads requests over the replicas at `ports` of 127.0.0.1, in turn. `random` decides which answers are lost. */
export async function openCallbackGateway(ports: readonly number[], random: () => number): Promise<CallbackGateway> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const acknowledged = new Set<string>();
  const statuses: Record<string, number> = {};
  let [delivered, duplicates, turn, lostShare] = [0, 0, 0, 0];
  let isCut = false;

  const witness = (body: Buffer, status: number): void => {
    delivered += 1;
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status < 200 || status >= 300) return;
    const sid = new URLSearchParams(body.toString()).get('Sid') ?? '';
    if (acknowledged.has(sid)) duplicates += 1;
    acknowledged.add(sid);
  };

  const handle = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await readAll(asked);
    if (isCut) {
      asked.socket.destroy();
      return;
    }
    turn += 1;
    for (const [index] of ports.entries()) {
      const port = ports[(turn + index) % ports.length] ?? 0;
      const outcome = await forward(agent, port, asked, body);
      if (outcome === 'nobody') continue;
      if (outcome === 'lost') break;
      witness(body, outcome.status);
      // The network may have gone, or the answer with it, while the replica worked.
      if (outcomeIsLost()) break;
      answer.writeHead(outcome.status, outcome.retryAfter === undefined ? {} : { 'retry-after': outcome.retryAfter });
      answer.end(outcome.body);
      return;
    }
    asked.socket.destroy();
  };
  const outcomeIsLost = (): boolean => isCut || random() < lostShare;

  const server = createServer((asked, answer) => {
    handle(asked, answer).catch(() => asked.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    acknowledged,
    counts: () => ({ delivered, duplicates, statuses: { ...statuses } }),
    cut() {
      isCut = true;
      server.closeAllConnections();
    },
    loseAnswers(share) {
      lostShare = share;
    },
    heal() {
      isCut = false;
      lostShare = 0;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

interface Forwarded {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: Buffer;
}

/** `nobody`: no replica listens there. `lost`: it did, and the connection broke before an answer. */
function forward(
  agent: Agent,
  port: number,
  asked: IncomingMessage,
  body: Buffer,
): Promise<Forwarded | 'nobody' | 'lost'> {
  return new Promise((resolve) => {
    const { method = 'GET', url: path = '/', headers } = asked;
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      readAll(answer).then(
        (content) => {
          const { statusCode: status = 502, headers: answered } = answer;
          resolve({ status, retryAfter: answered['retry-after'], body: content });
        },
        () => {
          resolve('lost');
        },
      );
    });
    sent.once('error', (error) => {
      resolve('code' in error && error.code === 'ECONNREFUSED' ? 'nobody' : 'lost');
    });
    sent.end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
