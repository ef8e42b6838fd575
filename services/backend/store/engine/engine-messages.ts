/** What the thread of the embedded engine is told: messages of PostgreSQL's protocol, or to end. */
export type ToEngine = Uint8Array<ArrayBuffer> | 'close';

/** What it says, in the order in which it is told: once that it began, then an answer to each. */
export type FromEngine =
  | { readonly kind: 'done'; readonly answer: Uint8Array<ArrayBuffer> | null }
  | { readonly kind: 'failed'; readonly reason: string };
