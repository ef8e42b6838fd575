import type { IncomingMessage, ServerResponse } from 'node:http';
import { GOODS } from '../goods/goods';
import { chatStarter, twilsockUrlOf, visitorIn, type StartChat } from './chat';
import { contentSecurityPolicy, pageHtml } from './page-html';
import { postedJson, TOO_LONG } from './posted';
import type { ShopSettings } from './shop-settings';
import { emailIn, signatureOf, userIdOf } from './sign-in';

/** What the browser gets: bundles by what they are. */
export interface Assets {
  readonly script: string;
  readonly style: string;
  /** The Conversations SDK, which the page loads for a chat only. */
  readonly conversations: string;
}

interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
}

/** Answers what the page posts. */
type Service = (body: unknown) => Answer | Promise<Answer>;

const json = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});
const script = (body: string): Answer => ({ type: 'text/javascript; charset=utf-8', body });

/** Answers every request to the shop's port. */
export function createShopApp(assets: Assets, { writeKey, backendUrl, secret, chat }: ShopSettings) {
  const settings = { writeKey, backendUrl, chat: chat === null ? null : { twilsockUrl: twilsockUrlOf(chat) } };
  const page: Answer = { type: 'text/html; charset=utf-8', body: pageHtml(settings) };
  const files = new Map<string, Answer>([
    ['/shop.js', script(assets.script)],
    ['/conversations.js', script(assets.conversations)],
    ['/shop.css', { type: 'text/css; charset=utf-8', body: assets.style }],
    // What the shop can tell of its goods beside their events: stock, supplier, margin, where they are not sold.
    ['/products.json', json(GOODS)],
  ]);
  const services = new Map<string, Service>([['/account/sign-in', (body) => signIn(body, secret)]]);
  if (chat !== null) services.set('/chat', beginChat(chatStarter(chat), secret));
  const policy = contentSecurityPolicy(settings);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status = 200, type, body } = await answerTo(request, { services, files, page });
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

interface Site {
  readonly services: ReadonlyMap<string, Service>;
  readonly files: ReadonlyMap<string, Answer>;
  readonly page: Answer;
}

async function answerTo(request: IncomingMessage, { services, files, page }: Site): Promise<Answer> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const service = services.get(path);
  if (service !== undefined) return serve(request, service);
  if (request.method !== 'GET' && request.method !== 'HEAD') return json({ message: 'This can only be read.' }, 405);
  const file = files.get(path);
  if (file !== undefined) return file;
  // A file that is not there must not look like a page; every other address is one that the script knows or says it does not.
  return /\.\w+$/.test(path) ? json({ message: 'There is no such file.' }, 404) : page;
}

async function serve(request: IncomingMessage, service: Service): Promise<Answer> {
  if (request.method !== 'POST') return json({ message: 'This is a POST.' }, 405);
  const body = await postedJson(request);
  return body === TOO_LONG ? json({ message: 'The request is too long.' }, 413) : service(body);
}

function signIn(body: unknown, secret: string | null): Answer {
  const email = emailIn(body);
  if (email === null) return json({ message: 'An e-mail address is missing.' }, 400);
  const userId = userIdOf(email);
  return json({ userId, userIdSignature: secret === null ? null : signatureOf(userId, secret) });
}

const beginChat =
  (startChat: StartChat, secret: string | null): Service =>
  async (body) => {
    const visitor = visitorIn(body, secret);
    if (visitor === null) return json({ message: 'A name is missing.' }, 400);
    try {
      return json(await startChat(visitor), 201);
    } catch (error) {
      const { status, code } = error as { status?: unknown; code?: unknown };
      process.stderr.write(`A chat was not started: status ${String(status)}, code ${String(code)} of Twilio\n`);
      return json({ message: 'The chat could not be started. Try again in a moment.' }, 503);
    }
  };
