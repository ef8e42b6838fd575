import type { IncomingMessage } from 'node:http';
import { Refusal } from '../base/refusal';

/**
 * Reads the body of a request that Fastify left in its socket.
 * @throws Refusal `too-large` above `limitBytes`, `invalid` when the sender breaks off
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const tooLarge = new Refusal('too-large', 'too_large', 'The body is larger than this route takes.');
  // Not told for a body in chunks.
  const told = Number(request.headers['content-length'] ?? limitBytes);
  if (told > limitBytes) throw tooLarge;
  // Filled piece by piece, and of no weight where nothing is written: to join the chunks at the end keeps the thread.
  const body = Buffer.allocUnsafe(told);
  let bytes = 0;
  try {
    // Not destroyed, or the sender would see a reset connection instead of the answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (bytes + chunk.length > limitBytes) throw tooLarge;
      bytes += chunk.copy(body, bytes);
    }
  } catch (error) {
    if (error === tooLarge) throw error;
    throw new Refusal('invalid', 'invalid_request', 'The request broke off.', { cause: error });
  }
  return body.subarray(0, bytes);
}
