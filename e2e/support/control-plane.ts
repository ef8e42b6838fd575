/** What a test asks of Local Twilio's control plane. */

export interface Health {
  readonly status: 'ok';
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly syncServiceSid: string;
  readonly chatServiceSid: string;
  readonly webChatAddressSid: string;
  readonly workspaceSid: string;
  readonly urls: Readonly<Record<string, string>>;
}

/** The account's credentials, as REST APIs take them. */
export const basicAuth = ({ accountSid, authToken }: Health): string =>
  `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

export interface TruthTask {
  readonly sid: string;
  readonly queueSid: string;
  readonly channel: string;
  readonly direction: string;
  readonly party: string | null;
  readonly status: 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';
  readonly createdAt: string;
  readonly endedAt?: string;
  readonly visits: readonly { queueSid: string; enteredAt: string; leftAt?: string; why?: string }[];
  readonly transfers: readonly {
    readonly mode: 'cold' | 'warm';
    readonly fromWorkerSid: string;
    readonly fromReservationSid: string;
    readonly toWorkerSid?: string;
    readonly toReservationSid?: string;
  }[];
}

export interface TruthReservation {
  readonly sid: string;
  readonly taskSid: string;
  readonly workerSid: string;
  readonly queueSid: string;
  readonly status:
    'pending' | 'accepted' | 'rejected' | 'timeout' | 'canceled' | 'rescinded' | 'wrapping' | 'completed';
  readonly createdAt: string;
  readonly acceptedAt?: string;
  readonly wrapupAt?: string;
  readonly endedAt?: string;
}

export interface TruthWorker {
  readonly sid: string;
  readonly identity: string;
  readonly name: string;
  readonly available: boolean;
  readonly queueSids: readonly string[];
  readonly capacity: Readonly<Record<string, number>>;
  readonly channels: readonly string[];
}

export interface Truth {
  readonly at: string;
  readonly queues: readonly { sid: string; name: string }[];
  readonly workers: readonly TruthWorker[];
  readonly tasks: readonly TruthTask[];
  readonly reservations: readonly TruthReservation[];
}

export interface SimulatorSettings {
  readonly running: boolean;
  readonly seed?: number;
  readonly ratePerSecond?: number;
  readonly speed?: number;
  readonly stopAfterTasks?: number;
  /** How many of the built-in ones, or which. */
  readonly queues?: number | readonly { readonly name: string; readonly weight?: number }[];
  readonly workers?: number | readonly { readonly name: string; readonly queues: readonly string[] }[];
  readonly transferShare?: { readonly cold: number; readonly warm: number };
  readonly outboundShare?: number;
  readonly timeoutShare?: number;
  /** Means, in seconds of the simulated day. */
  readonly handleSeconds?: number;
  readonly patienceSeconds?: number;
  readonly answerSeconds?: number;
  readonly wrapUpSeconds?: number;
  readonly rejectShare?: number;
  readonly breakEverySeconds?: number;
  readonly callbacks?: CallbackDisturbance;
}

/** How the delivery of callbacks is disturbed; shares 0–1. */
export interface CallbackDisturbance {
  readonly duplicate?: number;
  readonly shuffleMs?: number;
  readonly drop?: number;
  /** How many are under way at once. */
  readonly concurrency?: number;
  /** How long TaskRouter tries to deliver before an event is lost. */
  readonly retryForMs?: number;
}

/** A failure on demand; absent parts of `match` match everything. */
export interface Fault {
  readonly match: { readonly method?: string; readonly path?: string };
  readonly status?: number;
  readonly code?: number;
  /** Share of the matching requests, 0–1; all by default. */
  readonly probability?: number;
  readonly delayMs?: number;
  readonly dropBefore?: boolean;
  /** The work is done, and the answer lost. */
  readonly dropAfter?: boolean;
}

export interface SimulatorState {
  readonly idle: boolean;
  readonly finished: boolean;
  readonly counts: { readonly created: number; readonly open: number };
  readonly callbacks: {
    readonly pending: number;
    /** Given up, or refused. */
    readonly failed: number;
    /** Held back on purpose. */
    readonly dropped: number;
  };
}

export interface ControlPlane {
  health(): Promise<Health>;
  truth(): Promise<Truth>;
  simulate(settings: SimulatorSettings): Promise<unknown>;
  simulator(): Promise<SimulatorState>;
  createTask(task: { channel: string; queue: string; from: string; attributes?: object }): Promise<{ taskSid: string }>;
  driveTask(taskSid: string, action: string, body?: object): Promise<unknown>;
  conversation(taskSid: string): Promise<TruthConversation>;
  dropConnections(options: { identity?: string; refuseForMs?: number }): Promise<unknown>;
  requests(after?: number): Promise<readonly LoggedRequest[]>;
  usage(): Promise<readonly ObjectUsage[]>;
  /** Puts these faults in the place of all others. */
  setFaults(faults: readonly Fault[]): Promise<void>;
}

/** What a customer has been told, and by whom. */
export interface TruthConversation {
  readonly state: 'active' | 'closed';
  /** Identities. */
  readonly participants: readonly string[];
  /** Oldest first. */
  readonly messages: readonly { readonly from: 'customer' | 'agent'; readonly author: string; readonly text: string }[];
}

export interface LoggedRequest {
  readonly id: number;
  readonly surface: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code?: number;
}

export interface ObjectUsage {
  readonly sid: string;
  readonly uniqueName: string | null;
  readonly reads: number;
  readonly writes: number;
  readonly rejected: number;
  /** Highest mean over any ten seconds. */
  readonly highest: { readonly reads: { readonly perSecond: number }; readonly writes: { readonly perSecond: number } };
}

export function createControlPlane(url: string): ControlPlane {
  const call = async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> => {
    const response = await fetch(`${url}/emulator${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /emulator${path} answered ${response.status}: ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  };
  const listIn = <T>(answer: readonly T[] | Readonly<Record<string, readonly T[]>>): readonly T[] =>
    Array.isArray(answer) ? (answer as readonly T[]) : (Object.values(answer).find(Array.isArray) ?? []);

  return {
    health: () => call('GET', '/health'),
    truth: () => call('GET', '/truth'),
    simulate: (settings) => call('POST', '/simulator', settings),
    simulator: () => call('GET', '/simulator'),
    createTask: (task) => call('POST', '/tasks', { attributes: {}, ...task }),
    driveTask: (taskSid, action, body = {}) => call('POST', `/tasks/${taskSid}/${action}`, body),
    conversation: (taskSid) => call('GET', `/tasks/${taskSid}/messages`),
    dropConnections: (options) => call('POST', '/connections/drop', options),
    requests: async (after = 0) => listIn(await call('GET', `/requests?after=${after}`)),
    usage: async () => listIn(await call('GET', '/usage')),
    setFaults: async (faults) => {
      await call('DELETE', '/faults');
      for (const fault of faults) await call('POST', '/faults', fault);
    },
  };
}
