/**
 * An event as Segment's libraries send it, or as Segment hands it on. Only what is reckoned with is named; with `sentAt` and
 * `receivedAt` its instant is corrected, without them it is taken as it is.
 */
export interface SegmentEvent {
  readonly messageId: string;
  readonly type: string;
  readonly timestamp: string;
  readonly sentAt?: string;
  readonly receivedAt?: string;
  readonly anonymousId?: string | null;
  readonly userId?: string | null;
  readonly previousId?: string | null;
  readonly event?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** An event that counts, at the instant at which it is taken to have happened. */
export interface Moment {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: string;
  /** Of a `track` call; empty for the others. */
  readonly name: string;
  readonly anonymousId: string | null;
  readonly userId: string | null;
  readonly previousId: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** The objects in a list that may be none. */
export const recordsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter((each): each is Record<string, unknown> => isRecord(each)) : [];

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
