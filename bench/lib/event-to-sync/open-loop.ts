import type { Callback } from '../callback-day';
import { PATH, signed } from '../deliver';
import { instantNow } from './thread-roles';
import { openWire, type Wire } from './wire';

/** What the sending thread is given. Instants in Unix milliseconds. */
export interface SendPart {
  readonly role: 'send';
  readonly port: number;
  /** What signatures are made for. */
  readonly baseUrl: string;
  readonly authToken: string;
  readonly events: readonly { readonly dueMs: number; readonly fields: Callback }[];
  readonly beginsAt: number;
}

/** How it fared with each event, in the order given. */
export interface Sent {
  readonly sentAt: Float64Array;
  /** When the answer was there; NaN where there was none. */
  readonly answeredAt: Float64Array;
  readonly status: Uint16Array;
}

const OPEN_AT_FIRST = 64;
/** A machine has only so many sockets. What waits for one counts as sent: it waits for the answers to others. */
const OPEN_AT_MOST = 1_000;
const ANSWERS_WITHIN_MS = 20_000;

/** Signs everything, and then sends each event when it is due, whatever became of those before. */
export async function sendWhenDue({ port, baseUrl, authToken, events, beginsAt }: SendPart): Promise<Sent> {
  const requests = events.map(({ fields }) => requestOf(fields, baseUrl, authToken));
  const sentAt = new Float64Array(events.length).fill(NaN);
  const answeredAt = new Float64Array(events.length).fill(NaN);
  const status = new Uint16Array(events.length);
  const free: Wire[] = Array.from({ length: OPEN_AT_FIRST }, () => openWire(port));
  const all = new Set(free);
  const take = (): Wire | undefined => {
    for (let wire = free.pop(); wire !== undefined; wire = free.pop()) {
      if (!wire.isBroken()) return wire;
      all.delete(wire);
    }
    if (all.size >= OPEN_AT_MOST) return undefined;
    const opened = openWire(port);
    all.add(opened);
    return opened;
  };
  let [next, answers] = [0, 0];
  const withoutWire: number[] = [];
  const send = (index: number, wire: Wire | undefined): void => {
    const request = requests[index];
    if (wire === undefined || request === undefined) {
      withoutWire.push(index);
      return;
    }
    wire.send(request, (answer) => {
      answers += 1;
      status[index] = answer;
      answeredAt[index] = instantNow();
      free.push(wire);
      const waiting = withoutWire.shift();
      if (waiting !== undefined) send(waiting, take());
    });
  };
  await new Promise<void>((resolve) => {
    let deadline = Infinity;
    const timer = setInterval(() => {
      const now = instantNow();
      for (; next < events.length && beginsAt + (events[next]?.dueMs ?? 0) <= now; next += 1) {
        sentAt[next] = instantNow();
        send(next, take());
      }
      if (next === events.length && deadline === Infinity) deadline = now + ANSWERS_WITHIN_MS;
      if (answers < events.length && now < deadline) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  for (const wire of all) wire.close();
  return { sentAt, answeredAt, status };
}

function requestOf(fields: Callback, baseUrl: string, authToken: string): Buffer {
  const { body, signature } = signed(fields, baseUrl + PATH, authToken);
  const head = [
    `POST ${PATH} HTTP/1.1`,
    `Host: ${new URL(baseUrl).host}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-Twilio-Signature: ${signature}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
