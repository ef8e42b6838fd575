/** One call of a Segment library, as its payload carries it; instants in ISO 8601. */
export type RawEvent = PageCall | TrackCall | IdentifyCall | AliasCall;

interface Call {
  /** The same for a repeated delivery. */
  readonly messageId: string;
  readonly timestamp: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Who calls: a browser, a person who signed in there, or the shop's own server on behalf of either. */
export type Caller =
  | { readonly anonymousId: string; readonly userId?: string }
  | { readonly userId: string; readonly anonymousId?: string };

export type PageCall = Call & Caller & { readonly type: 'page'; readonly properties: Readonly<Record<string, string>> };

export type TrackCall = Call &
  Caller & {
    readonly type: 'track';
    readonly event: string;
    readonly properties: Readonly<Record<string, unknown>>;
  };

export type IdentifyCall = Call & {
  readonly type: 'identify';
  readonly anonymousId: string;
  readonly userId: string;
  readonly traits: Readonly<Record<string, unknown>>;
};

export type AliasCall = Call & {
  readonly type: 'alias';
  readonly userId: string;
  /** The anonymous id that is this user's. */
  readonly previousId: string;
};
