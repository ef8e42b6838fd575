import type { WebSocket } from 'ws';
import { createSid } from '../base/account';
import type { HostApp, HostResponse } from '../http/host-app';
import { createRouter } from '../http/router';
import type { Traffic, TrafficRequest } from '../http/traffic';
import type { Authenticate, RouteMessage, TwilsockCaller, TwilsockRefusal } from '../identity/twilsock-caller';
import type { SyncServices } from '../sync/sync-services';
import { cdsRoutes } from './cds-routes';
import { decodeFrame, encodeFrame, type Frame } from './frame';
import type { Notification } from './notifications';
import { createOutbox } from './outbox';
import { initReply, parseInit } from './session-init';
import { createSubscriptions, type Subscriptions } from './subscriptions';
import { createTokenTimers } from './token-timers';
import { answerTunnelled, parseTunnelled, tunnelledReply, type TunnelledRequest } from './tunnel';

export interface SessionOptions {
  readonly services: SyncServices;
  readonly traffic: Traffic;
  readonly authenticate: Authenticate;
  readonly routeMessage: RouteMessage;
  readonly echoToOrigin: boolean;
  /** True: cut this connection instead of letting it in. */
  readonly isRefused: (identity: string) => boolean;
}

/** One Twilsock connection from `init` to the end. */
export interface Session {
  /** Null before `init`. */
  identity(): string | null;
  /** Cuts the connection without a word, like a lost network. */
  cut(): void;
  /** Asks the client for a reply; its own packet says that it is there. */
  readonly ping: () => void;
}

interface Open {
  readonly caller: TwilsockCaller;
  readonly subscriptions: Subscriptions;
  readonly cds: HostApp;
}

/** The outcome of `init` or `update`: the reply packet's status and further fields. */
interface Verdict {
  readonly status: object;
  readonly fields?: object;
}

const OK = { code: 200, status: 'OK' };
/** The client must have read the last packet before the socket goes. */
const CLOSE_AFTER_MS = 100;
const BACKOFF = { backoff_policy: { reconnect_min_ms: 500, reconnect_max_ms: 1000 } };

export function createSession(socket: WebSocket, options: SessionOptions): Session {
  const { services, traffic, authenticate, routeMessage, echoToOrigin, isRefused } = options;
  let open: Open | null = null;

  const send = (method: string, fields: object, payload?: string, id: string = createSid('TM')): void => {
    if (socket.readyState === socket.OPEN) socket.send(encodeFrame({ ...fields, id, method }, payload));
  };
  const cut = (): void => {
    socket.terminate();
  };
  const closeSoon = (): void => {
    setTimeout(cut, CLOSE_AFTER_MS).unref();
  };
  const outbox = createOutbox(({ messageType, payload }: Notification) => {
    const fields = { message_type: messageType, notification_ctx_id: '', payload_type: 'application/json' };
    send('notification', fields, payload);
  });
  const timers = createTokenTimers(
    services.clock,
    (remainingMs) => {
      const message = `Your token is about to expire. Time left: less than ${remainingMs} ms`;
      send('client_update', { client_update_type: 'token_about_to_expire', client_update_message: message });
    },
    () => {
      const status = { code: 410, status: 'TOKEN_EXPIRED', description: 'Token expired', errorCode: 51207 };
      send('close', { status });
      closeSoon();
    },
  );
  const ping = (): void => {
    send('ping', {});
  };

  /** Logs the request, applies faults, and lets `reply` send the answer before the notifications it caused. */
  const answer = async (
    request: TrafficRequest,
    work: () => HostResponse | Promise<HostResponse>,
    reply: (response: HostResponse) => void,
  ): Promise<void> => {
    let release: (() => void) | null = null;
    const outcome = await traffic.pass(request, async () => {
      release = outbox.hold();
      const response = await work();
      const code = codeOf(response.body);
      return code === undefined ? response : { ...response, code };
    });
    if (outcome.kind === 'drop') cut();
    else if (outcome.kind === 'reply') reply(outcome.reply);
    else {
      const { status, code = status } = outcome;
      reply({ status, body: { status, code, message: 'Fault injected by the control plane' } });
    }
    (release as (() => void) | null)?.();
  };

  /** `init` and `update`: the packet's own status tells the outcome, and a failure ends the connection. */
  const answerWithVerdict = (id: string, method: string, token: string, decide: () => Verdict | TwilsockRefusal) => {
    const identity = open?.caller.identity ?? null;
    const path = '/tsock.us1.twilio.com/v3/wsconnect';
    let verdict: Verdict | null = null;
    return answer(
      { surface: 'twilsock', identity, method, path, query: {}, headers: { authorization: token } },
      () => {
        const decided = decide();
        if (!('error' in decided)) {
          verdict = decided;
          return { status: 200 };
        }
        const { errorCode, description } = decided.error;
        verdict = { status: { code: 401, status: 'UNAUTHORIZED', description, errorCode } };
        return { status: 401, body: { code: errorCode } };
      },
      ({ status, body }) => {
        const fault = {
          code: status,
          status: 'FAULT',
          description: 'Fault injected',
          errorCode: codeOf(body) ?? status,
        };
        const final: Verdict = verdict ?? { status: fault };
        const payload = status === 429 ? JSON.stringify(BACKOFF) : undefined;
        const payloadType = payload === undefined ? {} : { payload_type: 'application/json' };
        send('reply', { status: final.status, ...payloadType, ...final.fields }, payload, id);
        if (status !== 200) closeSoon();
      },
    );
  };

  const init = async ({ header }: Frame): Promise<void> => {
    const fields = parseInit(header);
    if (!fields) {
      unacceptable();
      return;
    }
    const { token } = fields;
    const product = fields.registrations?.[0]?.product ?? '';
    await answerWithVerdict(header.id, 'INIT', token, () => {
      const access = authenticate(token, product);
      if ('error' in access) return access;
      const caller: TwilsockCaller = { ...access, product, token };
      if (isRefused(caller.identity)) {
        cut();
        return { status: OK };
      }
      const service = services.service(caller.serviceSid);
      const syncCaller = { identity: caller.identity, aclExempt: !caller.acl, origin: socket };
      open?.subscriptions.close();
      const subscriptions = createSubscriptions({ service, caller: syncCaller, echoToOrigin, notify: outbox.notify });
      const cds = createRouter('cds.us1.twilio.com', cdsRoutes({ service, caller: syncCaller, subscriptions }));
      open = { caller, subscriptions, cds };
      timers.arm(caller.expiresAt);
      return { status: OK, fields: initReply(fields, caller, services.epoch()) };
    });
  };

  const update = ({ header }: Frame, current: Open): Promise<void> => {
    const { token } = header;
    const text = typeof token === 'string' ? token : '';
    return answerWithVerdict(header.id, 'UPDATE', text, () => {
      const { product, identity, serviceSid } = current.caller;
      const access = authenticate(text, product);
      if ('error' in access) return access;
      if (access.identity !== identity || access.serviceSid !== serviceSid) {
        const description = "Can't update token, new token was issued for other identity/instance/product.";
        return { error: { errorCode: 51215, description } };
      }
      open = { ...current, caller: { ...access, product, token: text } };
      timers.arm(access.expiresAt);
      return { status: OK };
    });
  };

  const appOf = ({ host }: TunnelledRequest, { caller, cds }: Open): HostApp | undefined => {
    if (host.startsWith('cds.')) return cds;
    if (host.startsWith('ers.')) return () => ({ status: 200, body: {} });
    return routeMessage(host, caller);
  };

  const message = async ({ header, payload }: Frame, current: Open): Promise<void> => {
    const tunnelled = parseTunnelled(header['http_request'], payload);
    if (!tunnelled) {
      unacceptable();
      return;
    }
    const { host, request } = tunnelled;
    const { method, path, query, headers } = request;
    const { identity } = current.caller;
    await answer(
      { surface: 'twilsock', identity, method, path: `/${host}${path}`, query: Object.fromEntries(query), headers },
      () => answerTunnelled(appOf(tunnelled, current), tunnelled),
      (response) => {
        const { fields, payload: body } = tunnelledReply(response, headers, new Date(services.clock.now()));
        send('reply', { status: OK, payload_type: 'application/json', ...fields }, body, header.id);
      },
    );
  };

  function unacceptable(): void {
    const description = 'The message could not be parsed';
    send('close', { status: { code: 406, status: 'NOT_ACCEPTABLE_MESSAGE', description, errorCode: 51214 } });
    closeSoon();
  }

  const refuse = (id: string, code: number, status: string, description: string): void => {
    send('reply', { status: { code, status, description } }, undefined, id);
  };

  const receive = async (frame: Frame): Promise<void> => {
    const { id, method } = frame.header;
    switch (method) {
      case 'init':
        await init(frame);
        break;
      case 'update':
      case 'message':
        if (!open) refuse(id, 401, 'UNAUTHORIZED', 'No init');
        else if (method === 'update') await update(frame, open);
        else await message(frame, open);
        break;
      case 'close':
        cut();
        break;
      case 'reply': // the confirmation of one of our packets
      case 'telemetry.v1': // is never answered
        break;
      case 'ping':
      case 'put_notification_ctx':
      case 'delete_notification_ctx':
        send('reply', { status: OK }, undefined, id);
        break;
      default:
        refuse(id, 501, 'NOT_IMPLEMENTED', `Local Twilio does not emulate the Twilsock method ${method}`);
    }
  };

  socket.on('message', (data, isBinary) => {
    if (!isBinary) return; // a text message is no packet: Twilsock ignores it
    const frame = decodeFrame(data as Buffer); // `ws` delivers a Buffer unless told otherwise
    if (!frame) {
      unacceptable();
      return;
    }
    receive(frame).catch((error: unknown) => {
      process.stderr.write(`local-twilio: twilsock ${frame.header.method}: ${String(error)}\n`);
      cut();
    });
  });
  socket.on('close', () => {
    timers.clear();
    open?.subscriptions.close();
    open = null;
  });

  return { identity: () => open?.caller.identity ?? null, cut, ping };
}

function codeOf(body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  return typeof body.code === 'number' ? body.code : undefined;
}
