import type { IncomingMessage, ServerResponse } from 'node:http';
import { GOODS } from '../goods/goods';
import { contentSecurityPolicy, pageHtml, type PageSettings } from './page-html';
import { emailIn, userIdOf } from './sign-in';

/** What the browser's bundle consists of. */
export interface Assets {
  readonly script: string;
  readonly style: string;
}

interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
}

const MAX_BODY_BYTES = 4096;

const json = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

/** Answers every request to the shop's port. */
export function createShopApp(assets: Assets, settings: PageSettings) {
  const page: Answer = { type: 'text/html; charset=utf-8', body: pageHtml(settings) };
  const files = new Map<string, Answer>([
    ['/shop.js', { type: 'text/javascript; charset=utf-8', body: assets.script }],
    ['/shop.css', { type: 'text/css; charset=utf-8', body: assets.style }],
    // What the shop can tell of its goods beside their events: stock, supplier, margin, where they are not sold.
    ['/products.json', json(GOODS)],
  ]);
  const policy = contentSecurityPolicy(settings);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status = 200, type, body } = await answerTo(request, files, page);
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(body),
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

async function answerTo(request: IncomingMessage, files: ReadonlyMap<string, Answer>, page: Answer): Promise<Answer> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/account/sign-in') return signIn(request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return json({ message: 'This can only be read.' }, 405);
  const file = files.get(path);
  if (file !== undefined) return file;
  // A file that is not there must not look like a page; every other address is one that the script knows or says it does not.
  return /\.\w+$/.test(path) ? json({ message: 'There is no such file.' }, 404) : page;
}

async function signIn(request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') return json({ message: 'Signing in is a POST.' }, 405);
  const body = await textOf(request);
  if (body === null) return json({ message: 'The request is too long.' }, 413);
  const email = emailIn(body);
  return email === null ? json({ message: 'An e-mail address is missing.' }, 400) : json({ userId: userIdOf(email) });
}

/** Null when it is longer than a sign-in can be; the rest of it is read and dropped. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}
