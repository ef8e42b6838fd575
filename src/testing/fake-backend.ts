import { parseWithSchema } from '../contract';
import type { BackendClient } from '../flex/backend/backend-client';
import { BackendError } from '../flex/backend/send-to-backend';

type SentRequest = Readonly<Record<'method' | 'path', string | undefined> & Record<'query' | 'body', unknown>>;

/** A backend that answers what the test says; answers are checked against the schema, as the real client does. */
export interface FakeBackend {
  readonly client: BackendClient;
  readonly requests: readonly SentRequest[];
  /** Settles the oldest request that waits. */
  answer(body: unknown): void;
  /** @param code of a {@link BackendError}; default of the status: 409 */
  fail(code: string, message: string, answer?: Partial<Pick<BackendError, 'status' | 'body'>>): void;
}

/**
 * A backend that answers when the test says so.
 * @param standing what is answered at once under a path, or to a question about one thing there, for what is asked beside the matter of a test; undefined for what
 * waits. Such requests are not among those that were made
 */
export function createFakeBackend(standing: (path: string, query?: unknown) => unknown = () => undefined): FakeBackend {
  const requests: SentRequest[] = [];
  const waiting: { readonly resolve: (body: unknown) => void; readonly reject: (error: Error) => void }[] = [];
  const asked = (request: SentRequest): Promise<unknown> => {
    requests.push(request);
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
    });
  };
  const next = (): (typeof waiting)[number] => {
    const found = waiting.shift();
    if (found === undefined) throw new Error('No request waits');
    return found;
  };
  return {
    requests,
    client: {
      async request({ schema, method, path, query, body: sent }) {
        const body = standing(path, query) ?? (await asked({ method, path, query, body: sent }));
        const parsed = parseWithSchema(schema, body);
        if (!parsed.ok) throw new Error(`The test answers with a wrong ${parsed.path}: ${parsed.message}`);
        return parsed.value;
      },
    },
    answer: (body) => {
      next().resolve(body);
    },
    fail: (code, message, answer) => {
      next().reject(new BackendError(code, message, { status: 409, ...answer }));
    },
  };
}
