import {
  FURTHER_FIGURES_PATH,
  type FurtherFigures,
  type RecentCallPatch,
  type RecentCallsPage,
} from '../../src/contract';
import type { Suite } from './suite';

/** The Flex token that this worker's browser has after its sign-in. */
export async function flexTokenOf(
  suite: Suite,
  worker: string,
  as: 'agent' | 'supervisor' | 'admin' = 'agent',
): Promise<string> {
  const response = await fetch(`${suite.pageUrl}/emulator/flex-sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, worker }),
  });
  if (!response.ok) throw new Error(`The sign-in answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { session: { token: string } }).session.token;
}

const withToken = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** The first page of the calls that the backend shows to the owner of the token. */
export async function readCalls(suite: Suite, token: string): Promise<RecentCallsPage> {
  const response = await fetch(`${suite.backendUrl}/recent-calls?limit=200`, { headers: withToken(token) });
  if (!response.ok) throw new Error(`GET /recent-calls answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as RecentCallsPage;
}

/** What agents made of the invitations of every queue. */
export async function readFurther(suite: Suite, token: string): Promise<FurtherFigures> {
  const response = await fetch(`${suite.backendUrl}${FURTHER_FIGURES_PATH}`, { headers: withToken(token) });
  if (!response.ok)
    throw new Error(`GET ${FURTHER_FIGURES_PATH} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as FurtherFigures;
}

/** Edits a call as another window of its owner, or as a stranger, would. */
export function editCall(
  suite: Suite,
  token: string,
  reservationSid: string,
  patch: RecentCallPatch,
): Promise<Response> {
  return fetch(`${suite.backendUrl}/recent-calls/${reservationSid}`, {
    method: 'PATCH',
    headers: { ...withToken(token), 'content-type': 'application/json' },
    body: JSON.stringify(patch),
  });
}
