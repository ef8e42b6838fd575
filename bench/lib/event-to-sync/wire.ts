import { connect, type Socket } from 'node:net';

/**
 * One connection that is kept, with one request under way at a time. Node's own client costs several times as much, and on
 * a machine of two cores it would be the load generator that is measured.
 */
export interface Wire {
  /** @param done gets the status; 0 when the connection broke */
  send(request: Buffer, done: (status: number) => void): void;
  close(): void;
  readonly isBroken: () => boolean;
}

export function openWire(port: number): Wire {
  let received = '';
  let done: ((status: number) => void) | null = null;
  let isBroken = false;
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const end = (status: number): void => {
    const told = done;
    [done, received] = [null, ''];
    told?.(status);
  };
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (received.length >= headEnd + 4 + length) end(Number(received.slice(9, 12)));
  });
  const broke = (): void => {
    isBroken = true;
    end(0);
  };
  socket.on('error', broke);
  socket.on('close', broke);
  return {
    send: (request, told) => {
      done = told;
      socket.write(request);
    },
    close: () => {
      socket.destroy();
    },
    isBroken: () => isBroken,
  };
}
