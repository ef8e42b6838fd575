import { PGlite } from '@electric-sql/pglite';
import { messageOf } from '../error-code';

type Stream = PGlite['execProtocolStream'];

/** What the engine said last, or that it broke. In the terms of a driver, its connection is gone. */
class EngineFailed extends Error {
  override readonly name = 'EngineFailed';
  /** SQLSTATE connection_failure. */
  readonly code = '08006';

  constructor(cause: unknown) {
    super(`the embedded database failed: ${messageOf(cause)}`, { cause });
  }
}

/**
 * PGlite that is never asked again once PostgreSQL gave up inside it. After a PANIC, such as that for a full disk, it has
 * no process to end: the next message to it hangs, or keeps the thread for ever.
 */
export class GuardedEngine extends PGlite {
  /** What ended it; null while it works. */
  fatal: EngineFailed | null = null;

  override async execProtocolStream(...args: Parameters<Stream>): ReturnType<Stream> {
    if (this.fatal !== null) throw this.fatal;
    try {
      const messages = await super.execProtocolStream(...args);
      const last = messages.find((message) => isFatal(message));
      if (last !== undefined) this.fatal = new EngineFailed(last);
      return messages;
    } catch (error) {
      // It throws nothing for a failed statement: this is a fault of WebAssembly.
      this.fatal = new EngineFailed(error);
      throw this.fatal;
    }
  }
}

/** https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-SEVERITY-LEVELS */
const isFatal = (message: object): boolean =>
  'severity' in message && (message.severity === 'PANIC' || message.severity === 'FATAL');
