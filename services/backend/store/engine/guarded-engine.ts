import { EventEmitter } from 'node:events';
// The embedded engine brings a copy of its own, which takes ten times as long for a long text.
import { parse } from 'pg-protocol';
import { messageOf } from '../error-code';
import type { WireEngine } from './wire-engine';

/** A message of PostgreSQL, as its driver reads it. */
export type BackendMessage = Parameters<Parameters<typeof parse>[1]>[0];

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
 * An engine that is never asked again once PostgreSQL gave up inside it. After a PANIC, such as that for a full disk, it has
 * no process to end: the next message to it hangs, or keeps its thread for ever.
 */
export class GuardedEngine {
  readonly ready: Promise<void>;
  readonly #engine: WireEngine;
  readonly #answers = new EventEmitter();
  #read: BackendMessage[] = [];
  #fatal: EngineFailed | null = null;

  constructor(engine: WireEngine) {
    this.#engine = engine;
    this.ready = engine.ready;
    // It asks for nothing but what `EventEmitter` has.
    void parse(this.#answers as NodeJS.ReadableStream, (message) => this.#read.push(message));
  }

  /** What ended it; null while it works. */
  get fatal(): EngineFailed | null {
    return this.#fatal;
  }

  /** Its answers to messages of the protocol, also to those that ask for something wrong. @throws EngineFailed */
  async exchange(messages: Uint8Array): Promise<readonly BackendMessage[]> {
    if (this.#fatal !== null) throw this.#fatal;
    try {
      const { buffer, byteOffset, byteLength } = await this.#engine.exchange(messages);
      this.#answers.emit('data', Buffer.from(buffer, byteOffset, byteLength));
    } catch (error) {
      // It throws nothing for a failed statement: this is a fault of WebAssembly, or the end of its thread.
      this.#fatal = new EngineFailed(error);
      throw this.#fatal;
    }
    const answers = this.#read;
    this.#read = [];
    const last = answers.find((message) => isFatal(message));
    if (last !== undefined) this.#fatal = new EngineFailed(last);
    return answers;
  }

  /** Ends it, if it did not end by itself: then it is left as a crash leaves it, and every commit is in its log. */
  async close(): Promise<void> {
    if (this.#fatal === null) await this.#engine.close();
    else this.abandon();
  }

  /** Gives back what it holds without waiting for it. */
  abandon(): void {
    this.#engine.abandon();
  }
}

/** https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-SEVERITY-LEVELS */
const isFatal = (message: object): boolean =>
  'severity' in message && (message.severity === 'PANIC' || message.severity === 'FATAL');
