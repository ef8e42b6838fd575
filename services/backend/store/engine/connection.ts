import pg, { type ClientConfig } from 'pg';

/** The part of a client that the typings leave out, as does its documentation. */
interface WithSocket {
  readonly connection: { readonly stream: { destroy(error: Error): void } };
}

/**
 * A connection to a PostgreSQL that breaks without taking the process along, and that can be cut in any state: while it
 * is being made, while it waits for an answer, while it is idle. The pool hears of it and makes another.
 */
export class Connection extends pg.Client {
  /** When it last answered, or was begun. */
  heardAt = performance.now();

  constructor(config?: ClientConfig) {
    super(config);
    // The pool listens to idle connections alone, and an error that nobody listens to ends the process.
    this.on('error', () => undefined);
    this.on('connect', () => {
      this.heardAt = performance.now();
    });
  }

  /** Does not wait for the other side, which may never answer. */
  cut(): void {
    (this as unknown as WithSocket).connection.stream.destroy(new Error('Connection terminated: it does not answer'));
  }
}

/** All connections to one database that are open or being made. */
export interface Connections {
  /** Class of connections that are counted here. */
  readonly Client: new (config?: ClientConfig) => Connection;
  /** Cuts those that did not answer since. */
  readonly cutUnheardSince: (instant: number) => void;
}

export function createConnections(): Connections {
  const open = new Set<Connection>();
  return {
    Client: class extends Connection {
      constructor(config?: ClientConfig) {
        super(config);
        open.add(this);
        this.once('end', () => open.delete(this));
      }
    },
    cutUnheardSince: (instant) => {
      for (const connection of open) if (connection.heardAt < instant) connection.cut();
    },
  };
}
