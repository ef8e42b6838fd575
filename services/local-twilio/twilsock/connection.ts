import type { WebSocket } from 'ws';
import { createSid } from '../base/account';
import type { Clock } from '../base/clock';
import { answerThrough } from '../http/answer-through';
import type { HostApp, HostResponse } from '../http/host-app';
import type { Traffic, TrafficRequest } from '../http/traffic';
import type { TwilsockCaller } from '../identity/twilsock-caller';
import { encodeFrame } from './frame';
import { createOutbox, type Outbox } from './outbox';
import type { Subscriptions } from './subscriptions';
import { createTokenTimers, type TokenTimers } from './token-timers';

/** What a client that has been let in works with. */
export interface Admitted {
  readonly caller: TwilsockCaller;
  readonly subscriptions: Subscriptions;
  readonly cds: HostApp;
  /** Ends its subscriptions, and tells the service that this client is gone. */
  readonly leave: () => void;
}

/** One WebSocket in the words of Twilsock. */
export interface Connection {
  /** Null before `init`. */
  admitted: Admitted | null;
  readonly outbox: Outbox;
  readonly tokenTimers: TokenTimers;
  /** Marks what this connection causes. */
  readonly origin: object;
  readonly send: (method: string, fields: object, payload?: string) => void;
  /** Answers the client's packet of this id. */
  readonly reply: (id: string, fields: object, payload?: string) => void;
  /** Logs the request, applies faults, and sends the answer before the notifications that the request caused. */
  readonly answer: (
    request: TrafficRequest,
    work: () => HostResponse | Promise<HostResponse>,
    send: (response: HostResponse) => void,
  ) => Promise<void>;
  /** Cuts the connection without a word, like a lost network. */
  readonly cut: () => void;
  /** Cuts it when the client has had time to read the last packet. */
  readonly closeSoon: () => void;
}

const CLOSE_AFTER_MS = 100;

export function createConnection(socket: WebSocket, clock: Clock, traffic: Traffic): Connection {
  const write = (id: string, method: string, fields: object, payload?: string): void => {
    if (socket.readyState === socket.OPEN) socket.send(encodeFrame({ ...fields, id, method }, payload));
  };
  const send: Connection['send'] = (method, fields, payload) => {
    write(createSid('TM'), method, fields, payload);
  };
  const cut = (): void => {
    socket.terminate();
  };
  const closeSoon = (): void => {
    setTimeout(cut, CLOSE_AFTER_MS).unref();
  };
  const outbox = createOutbox(({ messageType, payload }) => {
    const fields = { message_type: messageType, notification_ctx_id: '', payload_type: 'application/json' };
    send('notification', fields, payload);
  });
  return {
    admitted: null,
    outbox,
    tokenTimers: tokenTimersOf(clock, send, closeSoon),
    origin: socket,
    send,
    reply: (id, fields, payload) => {
      write(id, 'reply', fields, payload);
    },
    async answer(request, work, sendAnswer) {
      let release: () => void = () => undefined;
      const response = await answerThrough(traffic, request, () => {
        release = outbox.hold();
        return work();
      });
      if (response === null) cut();
      else sendAnswer(response);
      release();
    },
    cut,
    closeSoon,
  };
}

const tokenTimersOf = (clock: Clock, send: Connection['send'], closeSoon: () => void): TokenTimers =>
  createTokenTimers(
    clock,
    (remainingMs) => {
      const message = `Your token is about to expire. Time left: less than ${remainingMs} ms`;
      send('client_update', { client_update_type: 'token_about_to_expire', client_update_message: message });
    },
    () => {
      send('close', { status: { code: 410, status: 'TOKEN_EXPIRED', description: 'Token expired', errorCode: 51207 } });
      closeSoon();
    },
  );
