import { Agent, request, type IncomingMessage } from 'node:http';
import type { Health } from '../../e2e/support/control-plane';

/** Requests under way at most. */
export const AT_ONCE = 64;

/** Sync's REST API under the account's own credentials. */
export interface SyncConnection {
  /** @param path below the service */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<{ status: number; retryAfterMs: number }>;
  close(): void;
}

const DEFAULT_RETRY_MS = 1_000;

/** Over connections that are kept, {@link AT_ONCE} at most. */
export function openSync({ urls, syncServiceSid, accountSid, authToken }: Health): SyncConnection {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const base = `${urls['sync'] ?? ''}/v1/Services/${syncServiceSid}`;
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const auth = `${accountSid}:${authToken}`;
  return {
    post: async (path, fields) => {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        request(base + path, { method: 'POST', agent, auth, headers }, (response) => {
          response.resume().once('end', () => {
            resolve(response);
          });
        })
          .once('error', reject)
          .end(new URLSearchParams(fields).toString());
      });
      const asked = Number(answer.headers['retry-after'] ?? NaN) * 1_000;
      return { status: answer.statusCode ?? 0, retryAfterMs: Number.isNaN(asked) ? DEFAULT_RETRY_MS : asked };
    },
    close: () => {
      agent.destroy();
    },
  };
}
