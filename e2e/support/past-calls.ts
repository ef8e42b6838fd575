import { createHmac, randomBytes } from 'node:crypto';
import type { Suite } from './suite';

/** A call that is over, as TaskRouter would have told of it. */
export interface PastCall {
  /** Friendly name of the agent it was offered to. */
  readonly worker: string;
  readonly from: string;
  /** When it was offered. */
  readonly at: Date;
  readonly name?: string;
  readonly queue?: string;
  readonly channel?: string;
  readonly direction?: 'inbound' | 'outbound';
  /** `answered` by default. */
  readonly outcome?: 'answered' | 'missed' | 'rejected' | 'canceled';
  readonly waitSeconds?: number;
  readonly ringSeconds?: number;
  readonly talkSeconds?: number;
  readonly wrapSeconds?: number;
}

type Form = Readonly<Record<string, string>>;

const OUR_LINE = '+15005550006';
/** Deliveries under way at once: TaskRouter's are not in turn either. */
const AT_ONCE = 16;

/**
 * Posts the signed callbacks of calls that happened before the contact centre of the test was started.
 *
 * @returns the reservations' SIDs, in the order of `calls`
 */
export async function tellPastCalls(suite: Suite, calls: readonly PastCall[]): Promise<readonly string[]> {
  const { workers, queues } = await suite.control.truth();
  const told = calls.map((call) => {
    const worker = workers.find(({ identity }) => identity === call.worker);
    const queue = queues.find(({ name }) => name === (call.queue ?? 'Support'));
    if (worker === undefined || queue === undefined)
      throw new Error(`No such worker or queue: ${JSON.stringify(call)}`);
    const reservationSid = newSid('WR');
    const forms = callbacksOf(call, {
      AccountSid: suite.health.accountSid,
      WorkspaceSid: suite.health.workspaceSid,
      TaskSid: newSid('WT'),
      TaskAttributes: JSON.stringify(attributesOf(call)),
      TaskChannelUniqueName: call.channel ?? 'voice',
      TaskQueueSid: queue.sid,
      TaskQueueName: queue.name,
      ReservationSid: reservationSid,
      WorkerSid: worker.sid,
      WorkerName: worker.identity,
    });
    return { reservationSid, forms };
  });
  const waiting = told.flatMap(({ forms }) => forms);
  const deliver = async (): Promise<void> => {
    for (let form = waiting.shift(); form !== undefined; form = waiting.shift()) await post(suite, form);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, deliver));
  return told.map(({ reservationSid }) => reservationSid);
}

function attributesOf({ from, name, direction = 'inbound' }: PastCall): object {
  const named = name === undefined ? {} : { name };
  return direction === 'outbound'
    ? { direction, outbound_to: from, from: OUR_LINE, ...named }
    : { direction, from, to: OUR_LINE, ...named };
}

function callbacksOf(call: PastCall, fields: Form): readonly Form[] {
  const { outcome = 'answered', waitSeconds = 12, ringSeconds = 6, talkSeconds = 95, wrapSeconds = 20 } = call;
  const offered = call.at.getTime();
  const callback = (type: string, afterSeconds: number): Form => {
    const at = offered + afterSeconds * 1_000;
    return {
      ...fields,
      EventType: type,
      Sid: newSid('EV'),
      Timestamp: String(Math.floor(at / 1_000)),
      TimestampMs: String(at),
    };
  };
  const talked = ringSeconds + talkSeconds;
  const endings: Readonly<Record<typeof outcome, readonly Form[]>> = {
    answered: [
      callback('reservation.accepted', ringSeconds),
      callback('reservation.wrapup', talked),
      callback('reservation.completed', talked + wrapSeconds),
      callback('task.completed', talked + wrapSeconds),
    ],
    missed: [callback('reservation.timeout', 30), callback('task.canceled', 90)],
    rejected: [callback('reservation.rejected', ringSeconds), callback('task.canceled', 90)],
    canceled: [callback('reservation.canceled', ringSeconds), callback('task.canceled', ringSeconds)],
  };
  return [
    callback('task.created', -waitSeconds),
    callback('task-queue.entered', -waitSeconds),
    callback('reservation.created', 0),
    ...endings[outcome],
  ];
}

async function post(suite: Suite, form: Form): Promise<void> {
  const url = `${suite.backendUrl}/webhooks/taskrouter`;
  const signed = Object.keys(form)
    .sort()
    .reduce((text, key) => `${text}${key}${form[key] ?? ''}`, url);
  const signature = createHmac('sha1', suite.health.authToken).update(signed).digest('base64');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': signature },
    body: new URLSearchParams(form),
  });
  if (!response.ok) throw new Error(`The webhook answered ${response.status}: ${await response.text()}`);
}

const newSid = (prefix: string): string => `${prefix}${randomBytes(16).toString('hex')}`;
