import type { IncomingMessage } from 'node:http';

/** What came as the body of a request. */
export type ReceivedBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** The caller went away, or was too slow: there is nobody to answer. */
  | { readonly kind: 'broken-off' };

/**
 * Reads a body to its end, even one that is too large: otherwise the rest of it would be taken for the beginning of the
 * next request on the same connection, which would never get an answer.
 */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<ReceivedBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch (error) {
    if (request.complete) throw error;
    return { kind: 'broken-off' };
  }
  return size > mostBytes ? { kind: 'too-large' } : { kind: 'whole', bytes: Buffer.concat(chunks) };
}
