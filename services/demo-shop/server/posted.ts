import type { IncomingMessage } from 'node:http';

const MAX_BODY_BYTES = 4096;

/** The JSON that was posted, undefined for what is none, `too-long` when it is longer than anything that is posted here. */
export async function postedJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too long is read to its end and dropped.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) return TOO_LONG;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

export const TOO_LONG = Symbol('too long');

/** The text of this name, or null. */
export function textIn(body: unknown, name: string): string | null {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value : null;
}
