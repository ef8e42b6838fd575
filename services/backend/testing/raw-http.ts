import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection on which a test writes bytes that no HTTP client would. */
export interface RawConnection {
  readonly socket: Socket;
  write(bytes: string | Buffer): void;
  /** The status of the next answer; null when the connection ends before it. */
  nextStatus(): Promise<number | null>;
  /** Resolves when the other side has ended the connection. */
  readonly ended: Promise<void>;
  /** Everything that was answered so far. */
  readonly text: () => string;
}

export function openRaw(port: number, host = '127.0.0.1'): RawConnection {
  const socket = connect(port, host);
  let text = '';
  let read = 0;
  let isEnded = false;
  socket.setEncoding('latin1');
  socket.on('data', (piece: string) => {
    text += piece;
  });
  // A reset is an end too.
  socket.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => {
      isEnded = true;
      resolve();
    });
  });
  /** Where the answer that begins at `from` ends; -1 while it is not whole. Answers of the backend have a length. */
  const endOf = (from: number): number => {
    const head = text.indexOf('\r\n\r\n', from);
    if (head === -1) return -1;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(from, head))?.[1] ?? 0);
    return head + 4 + length <= text.length ? head + 4 + length : -1;
  };
  return {
    socket,
    ended,
    text: () => text,
    write: (bytes) => {
      socket.write(bytes);
    },
    nextStatus: async () => {
      while (endOf(read) === -1) {
        if (isEnded) return null;
        await Promise.race([once(socket, 'data'), ended]);
      }
      const status = Number(text.slice(read + 9, read + 12));
      read = endOf(read);
      return status;
    },
  };
}
