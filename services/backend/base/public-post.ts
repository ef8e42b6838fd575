import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { hostOf, isRefusedAddress, judgedLookup, NotPublic, type JudgeOptions } from './judged-addresses';

/** What a server on the Internet answered: the beginning of it. */
export interface PostAnswer {
  readonly status: number;
  readonly excerpt: string;
}

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Sends a message to a server that somebody named. @throws PostFailed when there is no answer */
export type PublicPost = (request: PostRequest) => Promise<PostAnswer>;

/** Nothing was answered, or nothing was sent. The message is a sentence that may be shown. */
export class PostFailed extends Error {
  override readonly name = 'PostFailed';
}

export interface PublicPostOptions extends JudgeOptions {
  /** Default: `https:`. */
  readonly protocol?: 'https:' | 'http:';
  /** Who vouches for servers, as PEM. Default: those whom Node trusts. */
  readonly ca?: string;
  /** From the name's resolution to the answer. Default: 10 s. */
  readonly timeoutMs?: number;
}

/** More is not read: a receiver has nothing to tell but its status. */
const EXCERPT_BYTES = 200;

/**
 * Makes what sends messages to servers that somebody named, and to public ones alone: the addresses of the name are looked up
 * once, judged, and exactly those are connected to, so that a name cannot lead elsewhere afterwards. A connection is used
 * once, and a redirect is an answer like any other.
 */
export function createPublicPost(options: PublicPostOptions = {}): PublicPost {
  const { protocol = 'https:', timeoutMs = 10_000, ca } = options;
  const judged = judgedLookup(options);
  const { request } = protocol === 'https:' ? https : http;
  return async ({ url: text, headers, body, signal }) => {
    const url = new URL(text);
    if (url.protocol !== protocol) throw new PostFailed(`The address does not begin with ${protocol}//.`);
    if (isRefusedAddress(hostOf(url), options)) throw new PostFailed(new NotPublic().message);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      return await new Promise<PostAnswer>((resolve, reject) => {
        const length = { 'content-length': String(Buffer.byteLength(body)) };
        const sent = request(url, {
          ...{ method: 'POST', headers: { ...headers, ...length }, lookup: judged, signal: limit, agent: false },
          maxHeaderSize: 8_192,
          ...(ca === undefined ? {} : { ca }),
        });
        sent.on('error', reject);
        sent.on('response', (response) => {
          resolve(beginningOf(response));
        });
        sent.end(body);
      });
    } catch (error) {
      throw failureOf(error, timeoutMs);
    }
  };
}

/** Whatever the body does, the status is the answer. */
function beginningOf(response: IncomingMessage): Promise<PostAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= EXCERPT_BYTES) response.destroy();
    });
    // An answer that is cut off is told as far as it came.
    response.on('error', () => undefined);
    response.on('close', () => {
      const excerpt = Buffer.concat(chunks).subarray(0, EXCERPT_BYTES).toString();
      resolve({ status: response.statusCode ?? 0, excerpt });
    });
  });
}

function failureOf(error: unknown, timeoutMs: number): PostFailed {
  if (error instanceof NotPublic) return new PostFailed(error.message);
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new PostFailed(`No answer within ${timeoutMs / 1_000} s.`, { cause: error });
  }
  return new PostFailed(`No answer: ${typeof code === 'string' ? code : 'the connection failed'}.`, { cause: error });
}
