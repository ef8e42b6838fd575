import { WebSocketServer, type WebSocket } from 'ws';
import type { Upgrade } from './server';

/** Tells the other side, in its own protocol, that we are still there. */
export type SignOfLife = () => void;

export interface WebSocketsOptions {
  /** A larger message ends its connection. */
  readonly maxMessageBytes: number;
  /** A connection on which nothing, not even a pong, came between two rounds counts as gone. */
  readonly pingEveryMs: number;
}

/** The WebSockets of one emulated host. */
export interface WebSockets {
  accept(upgrade: Upgrade, open: (socket: WebSocket) => SignOfLife): void;
  /** Cuts all of them. */
  close(): void;
}

/**
 * TCP does not notice a machine that falls asleep or a network that breaks: without pings we would hold such a connection,
 * and write to it, for ever. Browsers and libraries answer a ping by themselves (RFC 6455, 5.5.3).
 */
export function createWebSockets({ maxMessageBytes, pingEveryMs }: WebSocketsOptions): WebSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  const signs = new Map<WebSocket, SignOfLife>();
  const silent = new Set<WebSocket>();

  const pings = setInterval(() => {
    for (const [socket, signOfLife] of signs) {
      if (silent.has(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        silent.add(socket);
        socket.ping();
        signOfLife();
      }
    }
  }, pingEveryMs).unref();

  const watch = (socket: WebSocket): void => {
    const heard = (): void => {
      silent.delete(socket);
    };
    for (const event of ['message', 'ping', 'pong']) socket.on(event, heard);
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('close', () => {
      signs.delete(socket);
      silent.delete(socket);
    });
  };

  return {
    accept({ request, socket: connection, head }, open) {
      server.handleUpgrade(request, connection, head, (socket) => {
        watch(socket);
        signs.set(socket, open(socket));
      });
    },
    close() {
      clearInterval(pings);
      for (const socket of signs.keys()) socket.terminate();
      server.close();
    },
  };
}
