import type { WebSocket } from 'ws';
import type { HostApp } from '../http/host-app';
import type { Traffic } from '../http/traffic';
import type { RouteMessage } from '../identity/twilsock-caller';
import { admit, renewToken, type AdmissionOptions } from './admission';
import { createConnection, type Admitted, type Connection } from './connection';
import { decodeFrame, type Frame } from './frame';
import { parseInit } from './session-init';
import { answerTunnelled, parseTunnelled, tunnelledReply, type TunnelledRequest } from './tunnel';

export interface SessionOptions extends AdmissionOptions {
  readonly traffic: Traffic;
  readonly routeMessage: RouteMessage;
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

const OK = { code: 200, status: 'OK' };

export function createSession(socket: WebSocket, options: SessionOptions): Session {
  const connection = createConnection(socket, options.services.clock, options.traffic);
  const { cut } = connection;
  socket.on('message', (data, isBinary) => {
    if (!isBinary) return; // a text message is no packet: Twilsock ignores it
    const frame = decodeFrame(data as Buffer); // `ws` delivers a Buffer unless told otherwise
    if (!frame) {
      refuseAsUnreadable(connection);
      return;
    }
    receive(connection, options, frame).catch((error: unknown) => {
      process.stderr.write(`local-twilio: twilsock ${frame.header.method}: ${String(error)}\n`);
      cut();
    });
  });
  socket.on('close', () => {
    connection.tokenTimers.clear();
    connection.admitted?.leave();
    connection.admitted = null;
  });
  return {
    identity: () => connection.admitted?.caller.identity ?? null,
    cut,
    ping: () => {
      connection.send('ping', {});
    },
  };
}

/** What a client sends, by the method of the packet. */
async function receive(connection: Connection, options: SessionOptions, frame: Frame): Promise<void> {
  const { id, method } = frame.header;
  const { admitted } = connection;
  switch (method) {
    case 'init': {
      const fields = parseInit(frame.header);
      if (fields) await admit(connection, options, id, fields);
      else refuseAsUnreadable(connection);
      break;
    }
    case 'update':
    case 'message':
      if (!admitted) refuse(connection, id, { code: 401, status: 'UNAUTHORIZED', description: 'No init' });
      else if (method === 'update') await renewToken(connection, options, frame.header, admitted);
      else await answerMessage(connection, options, frame, admitted);
      break;
    case 'close':
      connection.cut();
      break;
    case 'reply': // the confirmation of one of our packets
    case 'telemetry.v1': // is never answered
      break;
    case 'ping':
    case 'put_notification_ctx':
    case 'delete_notification_ctx':
      connection.reply(id, { status: OK });
      break;
    default: {
      const description = `Local Twilio does not emulate the Twilsock method ${method}`;
      refuse(connection, id, { code: 501, status: 'NOT_IMPLEMENTED', description });
    }
  }
}

/** An HTTP request inside a packet; its answer travels in the reply. */
async function answerMessage(
  connection: Connection,
  { services, routeMessage }: SessionOptions,
  { header, payload }: Frame,
  admitted: Admitted,
): Promise<void> {
  const tunnelled = parseTunnelled(header['http_request'], payload);
  if (!tunnelled) {
    refuseAsUnreadable(connection);
    return;
  }
  const { host, request } = tunnelled;
  const { method, path, query, headers } = request;
  const { identity } = admitted.caller;
  await connection.answer(
    { surface: 'twilsock', identity, method, path: `/${host}${path}`, query: Object.fromEntries(query), headers },
    () => answerTunnelled(appOf(tunnelled, admitted, routeMessage), tunnelled),
    (response) => {
      const { fields, payload: body } = tunnelledReply(response, headers, new Date(services.clock.now()));
      connection.reply(header.id, { status: OK, payload_type: 'application/json', ...fields }, body);
    },
  );
}

function appOf({ host }: TunnelledRequest, { caller, cds }: Admitted, routeMessage: RouteMessage): HostApp | undefined {
  if (host.startsWith('cds.')) return cds;
  // Registrations for push notifications: there is nothing to push to.
  if (host.startsWith('ers.')) return () => ({ status: 200, body: {} });
  return routeMessage(host, caller);
}

function refuse(
  { reply }: Connection,
  id: string,
  status: { readonly code: number; readonly status: string; readonly description: string },
): void {
  reply(id, { status });
}

function refuseAsUnreadable({ send, closeSoon }: Pick<Connection, 'send' | 'closeSoon'>): void {
  const description = 'The message could not be parsed';
  send('close', { status: { code: 406, status: 'NOT_ACCEPTABLE_MESSAGE', description, errorCode: 51214 } });
  closeSoon();
}
