import { WebSocketServer } from 'ws';
import type { SocketApp } from '../http/server';
import { refuseUpgrade } from '../http/refuse-upgrade';
import { createSession, type Session, type SessionOptions } from './session';

/** Far above what any SDK sends; a larger one ends its connection. */
const MAX_PACKET_BYTES = 1024 * 1024;

export type TwilsockOptions = Omit<SessionOptions, 'isRefused' | 'echoToOrigin' | 'routeMessage'> & {
  /** No other host by default. */
  readonly routeMessage?: SessionOptions['routeMessage'];
  /** Whether a connection hears of its own writes; true, as the native SDKs require it. */
  readonly echoToOrigin?: boolean;
};

export interface DropOptions {
  /** Everybody's connections by default. */
  readonly identity?: string;
  /** For so long, connections of the same identity are cut again as soon as they send `init`. */
  readonly refuseForMs?: number;
}

/** The emulated host `tsock.us1.twilio.com`. */
export interface Twilsock {
  readonly accept: SocketApp;
  /** Cuts connections like a lost network. Returns how many. */
  drop(options: DropOptions): number;
  /** Identities of the open connections. */
  identities(): readonly string[];
  close(): void;
}

export function createTwilsock(options: TwilsockOptions): Twilsock {
  const { routeMessage = () => undefined, echoToOrigin = true } = options;
  const { clock } = options.services;
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_PACKET_BYTES });
  const sessions = new Set<Session>();
  /** Until when an identity is refused; null stands for everybody. */
  const refusedUntil = new Map<string | null, number>();

  const isRefused = (identity: string): boolean =>
    [null, identity].some((who) => (refusedUntil.get(who) ?? 0) > clock.now());

  return {
    accept({ request, target, socket, head }) {
      if (!target.path.endsWith('/v3/wsconnect')) {
        refuseUpgrade(socket, 501);
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const session = createSession(webSocket, { ...options, routeMessage, echoToOrigin, isRefused });
        sessions.add(session);
        webSocket.on('close', () => sessions.delete(session));
      });
    },
    drop({ identity, refuseForMs = 0 }) {
      if (refuseForMs > 0) refusedUntil.set(identity ?? null, clock.now() + refuseForMs);
      const chosen = [...sessions].filter((session) => identity === undefined || session.identity() === identity);
      for (const session of chosen) session.cut();
      return chosen.length;
    },
    identities: () => [...sessions].flatMap((session) => session.identity() ?? []),
    close() {
      for (const session of sessions) session.cut();
      server.close();
    },
  };
}
