import { refuseUpgrade } from '../http/refuse-upgrade';
import type { SocketApp } from '../http/server';
import { createWebSockets } from '../http/web-sockets';
import { createSession, type Session, type SessionOptions } from './session';

/** Far above what any SDK sends. */
const MAX_PACKET_BYTES = 1024 * 1024;
const PING_EVERY_MS = 30_000;

export type TwilsockOptions = Omit<SessionOptions, 'isRefused' | 'echoToOrigin' | 'routeMessage'> & {
  /** No other host by default. */
  readonly routeMessage?: SessionOptions['routeMessage'];
  /** Whether a connection hears of its own writes; true, as the native SDKs require it. */
  readonly echoToOrigin?: boolean;
  /** 30 s by default. */
  readonly pingEveryMs?: number;
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
  close(): void;
}

export function createTwilsock(options: TwilsockOptions): Twilsock {
  const { routeMessage = () => undefined, echoToOrigin = true, pingEveryMs = PING_EVERY_MS } = options;
  const { clock } = options.services;
  const webSockets = createWebSockets({ maxMessageBytes: MAX_PACKET_BYTES, pingEveryMs });
  const sessions = new Set<Session>();
  /** Until when an identity is refused; null stands for everybody. */
  const refusedUntil = new Map<string | null, number>();

  const isRefused = (identity: string): boolean =>
    [null, identity].some((who) => (refusedUntil.get(who) ?? 0) > clock.now());

  return {
    accept(upgrade) {
      if (!upgrade.target.path.endsWith('/v3/wsconnect')) {
        refuseUpgrade(upgrade.socket, 501);
        return;
      }
      webSockets.accept(upgrade, (webSocket) => {
        const session = createSession(webSocket, { ...options, routeMessage, echoToOrigin, isRefused });
        sessions.add(session);
        webSocket.on('close', () => sessions.delete(session));
        return session.ping;
      });
    },
    drop({ identity, refuseForMs = 0 }) {
      if (refuseForMs > 0) refusedUntil.set(identity ?? null, clock.now() + refuseForMs);
      const chosen = [...sessions].filter((session) => identity === undefined || session.identity() === identity);
      for (const session of chosen) session.cut();
      return chosen.length;
    },
    close() {
      webSockets.close();
    },
  };
}
