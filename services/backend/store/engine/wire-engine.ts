/** A PostgreSQL that is spoken to in the messages of its protocol, one exchange after the other. */
export interface WireEngine {
  /** Settles when it takes messages; rejects when it cannot begin. */
  readonly ready: Promise<void>;
  /**
   * Its answer to the messages.
   * @throws Error when it broke: a statement that fails is answered
   */
  readonly exchange: (messages: Uint8Array) => Promise<Uint8Array>;
  /** Ends it with everything on the disk. */
  readonly close: () => Promise<void>;
  /** Leaves it as a crash would, and gives back what it holds, where that is possible. */
  readonly abandon: () => void;
}
