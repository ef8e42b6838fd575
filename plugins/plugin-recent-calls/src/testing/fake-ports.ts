import { type BackendClient, BackendError } from '@flex-sync-suite/shared/flex';
import { createValueSource } from '@flex-sync-suite/shared/observable';
import { parseWithSchema } from '@flex-sync-suite/shared/contract';
import type { ReservationSid } from '@flex-sync-suite/shared/contract';
import type { AgentState, OutboundCall } from '../model/call-back';
import type { AgentPort } from '../data/agent-port';

type SentRequest = Readonly<Record<'method' | 'path', string | undefined> & Record<'query' | 'body', unknown>>;

/** A backend that answers what the test says; answers are checked against the schema, as the real client does. */
export interface FakeBackend {
  readonly client: BackendClient;
  readonly requests: readonly SentRequest[];
  /** Settles the oldest request that waits. */
  answer(body: unknown): void;
  /** @param code of a {@link BackendError} */
  fail(code: string, message: string, body?: unknown): void;
}

export function createFakeBackend(): FakeBackend {
  const requests: SentRequest[] = [];
  const waiting: { readonly resolve: (body: unknown) => void; readonly reject: (error: Error) => void }[] = [];
  const next = (): (typeof waiting)[number] => {
    const found = waiting.shift();
    if (found === undefined) throw new Error('No request waits');
    return found;
  };
  return {
    requests,
    client: {
      async request({ schema, method, path, query, body: sent }) {
        requests.push({ method, path, query, body: sent });
        const body = await new Promise<unknown>((resolve, reject) => {
          waiting.push({ resolve, reject });
        });
        const parsed = parseWithSchema(schema, body);
        if (!parsed.ok) throw new Error(`The test answers with a wrong ${parsed.path}: ${parsed.message}`);
        return parsed.value;
      },
    },
    answer: (body) => {
      next().resolve(body);
    },
    fail: (code, message, body) => {
      next().reject(new BackendError(code, message, { status: 409, body }));
    },
  };
}

/** An agent who can call, until the test says otherwise. */
export interface FakeAgent {
  readonly port: AgentPort;
  readonly placed: readonly OutboundCall[];
  become(change: Partial<AgentState>): void;
  /** Selects the task of this reservation in Flex. */
  select(sid: ReservationSid | null): void;
  /** Makes the next call fail as Flex would. */
  refuse(message: string): void;
}

export const FREE_AGENT: AgentState = {
  isOffline: false,
  isBusy: false,
  isOutboundOn: true,
  defaultCallerId: '+18005550100',
  defaultQueueSid: null,
};

export function createFakeAgent(): FakeAgent {
  const state = createValueSource(FREE_AGENT);
  let refusal: string | null = null;
  const selection = createValueSource<ReservationSid | null>(null);
  const placed: OutboundCall[] = [];
  return {
    placed,
    port: {
      getSnapshot: state.getSnapshot,
      subscribe: state.subscribe,
      selection,
      startOutboundCall(call) {
        if (refusal !== null) return Promise.reject(new Error(refusal));
        placed.push(call);
        return Promise.resolve();
      },
    },
    become(change) {
      state.set({ ...state.getSnapshot(), ...change });
    },
    select: selection.set,
    refuse(message) {
      refusal = message;
    },
  };
}
