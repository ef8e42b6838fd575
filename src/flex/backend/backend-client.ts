import type { Manager } from '@twilio/flex-ui';
import { parseWithSchema, type Schema } from '../../contract';
import { backendUrl } from './backend-url';
import { flexTokenSource } from './flex-token-source';
import { BackendError, sendToBackend, type BackendCall } from './send-to-backend';

/** What is asked of the backend, and what its answer has to be. */
export interface BackendRequest<T> extends Omit<BackendCall, 'method'> {
  /** Default `GET`. */
  readonly method?: BackendCall['method'];
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** What the answer has to match. */
  readonly schema: Schema<T>;
}

/** Requests to the suite's backend as the signed-in user. */
export interface BackendClient {
  /**
   * @returns the checked answer
   * @throws BackendError whose `code` and `message` are the backend's, when there was an answer
   */
  request<T>(request: BackendRequest<T>): Promise<T>;
}

/**
 * Asks the suite's backend as the user who is signed in to Flex.
 * @throws Error when the backend's address is not configured
 */
export function createBackendClient(manager: Manager): BackendClient {
  const access = {
    backendUrl: backendUrl(manager),
    flexToken: flexTokenSource(manager),
    // Looked up at each request: monitoring tools replace it.
    fetch: (...request: Parameters<typeof fetch>) => window.fetch(...request),
  };
  return {
    async request({ method = 'GET', path, query = {}, schema, ...rest }) {
      const answer = await sendToBackend(access, { ...rest, method, path: path + queryString(query) });
      const parsed = parseWithSchema(schema, answer);
      if (parsed.ok) return parsed.value;
      throw new BackendError(
        'unexpected-answer',
        `The backend answered ${method} ${path} with something else at "${parsed.path}": ${parsed.message}`,
        { status: 200, body: answer },
      );
    },
  };
}

function queryString(query: Readonly<Record<string, string | number | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
