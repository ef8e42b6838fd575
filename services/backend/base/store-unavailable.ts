/** Why the database cannot do its work now, though it may again later. */
export interface Trouble {
  /**
   * `away`: it does not answer, or refuses connections. `full`: its disk is. `read-only`: it is a replica. `busy`: it
   * gave this one statement up.
   */
  readonly kind: 'away' | 'full' | 'read-only' | 'busy';
  /** Why, as part of a sentence; holds neither secrets nor data. */
  readonly reason: string;
}

/** The database cannot do it now; the same may succeed later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(
    readonly trouble: Trouble,
    options?: ErrorOptions,
  ) {
    super(`The database is unavailable: ${trouble.reason}`, options);
  }
}
