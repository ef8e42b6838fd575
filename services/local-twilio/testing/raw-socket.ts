import { connect, type Socket } from 'node:net';

/** A connection on which a test writes what no client would, and everything that came back on it. */
export interface RawSocket {
  readonly socket: Socket;
  /** As Latin-1: what came may be no text at all. */
  received(): string;
  /** Resolves when the other side has closed the connection, or an error has. */
  readonly closed: Promise<string>;
}

export function openRawSocket(port: number): RawSocket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  const closed = new Promise<string>((resolve) => {
    // The server may cut a connection on which we are still writing.
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      resolve(received);
    });
  });
  return { socket, received: () => received, closed };
}

/** Sends bytes and waits for the server to close: the bytes must make it do so. */
export function exchange(port: number, bytes: string | Buffer): Promise<string> {
  const { socket, closed } = openRawSocket(port);
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return closed;
}

/** Statuses of the responses in what was received. */
export const statusesIn = (received: string): readonly number[] =>
  [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gmu)].map(([, status]) => Number(status));
