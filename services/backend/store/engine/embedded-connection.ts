import { EventEmitter } from 'node:events';
import { serialize } from 'pg-protocol';
import type { BackendMessage, GuardedEngine } from './guarded-engine';

type Argument<Name extends keyof typeof serialize> = Parameters<(typeof serialize)[Name]>[0];

const BEGIN = 'begin';

/**
 * What the driver takes for its connection to a server, over the embedded engine. The driver speaks in messages, five for
 * a statement; those of one statement go to the engine together, which halves what a short one costs. A transaction begins
 * with its first statement: by itself its beginning would wait for the engine's thread as long as any other.
 */
export class EmbeddedConnection extends EventEmitter {
  // What the driver keeps, or asks for, on a connection.
  _connecting = false;
  readonly parsedStatements: Record<string, string> = {};
  readonly submittedNamedStatements: Record<string, string> = {};
  readonly stream = {
    destroy: (): void => {
      this.end();
    },
  };
  readonly #engine: Pick<GuardedEngine, 'ready' | 'exchange'>;
  #held: Uint8Array[] = [];
  #isBeginHeld = false;
  #last: Promise<void> = Promise.resolve();

  constructor(engine: Pick<GuardedEngine, 'ready' | 'exchange'>) {
    super();
    this.#engine = engine;
  }

  async connect(): Promise<void> {
    this._connecting = true;
    await this.#engine.ready;
    process.nextTick(() => this.emit('readyForQuery'));
  }

  parse(query: Argument<'parse'>): void {
    this.#held.push(serialize.parse(query));
  }

  bind(config: Argument<'bind'>): void {
    this.#held.push(serialize.bind(config));
  }

  describe(target: Argument<'describe'>): void {
    this.#held.push(serialize.describe(target));
  }

  execute(config: Argument<'execute'>): void {
    this.#held.push(serialize.execute(config));
  }

  close(target: Argument<'close'>): void {
    this.#held.push(serialize.close(target));
  }

  query(text: string): void {
    if (text === BEGIN) this.#begin();
    else this.#send(serialize.query(text));
  }

  flush(): void {
    this.#send(serialize.flush());
  }

  sync(): void {
    this.#send(serialize.sync());
  }

  end(): void {
    this.#held = [];
    this.#isBeginHeld = false;
    this.#last = this.#last.then(() => {
      this.emit('end');
    });
    // The next client uses the same connection. Whoever waits for the end of this one listens from now on.
    this.removeAllListeners();
  }

  ref(): void {
    // There is no socket that could keep the process.
  }

  unref(): void {
    // As above.
  }

  /** Tells the driver what will be answered, and holds it. Without a `sync` of its own: should it fail, nothing after it is done. */
  #begin(): void {
    this.#held.push(serialize.parse({ text: BEGIN }), serialize.bind(), serialize.execute());
    this.#isBeginHeld = true;
    this.#last = this.#last.then(() => {
      this.emit('commandComplete', { text: 'BEGIN' });
      this.emit('readyForQuery', { status: 'T' });
    });
  }

  /** Sends what is held, and this, when everything before is answered. */
  #send(message: Uint8Array): void {
    const messages = Buffer.concat([...this.#held, message]);
    const isToldBefore = this.#isBeginHeld;
    this.#held = [];
    this.#isBeginHeld = false;
    this.#last = this.#last
      .then(() => this.#engine.exchange(messages))
      .then((answers) => {
        const news = isToldBefore ? afterBegin(answers) : answers;
        for (const answer of news) this.emit(answer.name === 'error' ? 'errorMessage' : answer.name, answer);
      })
      .catch((error: unknown) => {
        this.emit('error', error);
      });
  }
}

/** The answers without those that the driver was told of when it asked for the transaction. */
function afterBegin(answers: readonly BackendMessage[]): readonly BackendMessage[] {
  const decided = answers.findIndex(({ name }) => name === 'commandComplete' || name === 'error');
  return answers.slice(answers[decided]?.name === 'error' ? decided : decided + 1);
}
