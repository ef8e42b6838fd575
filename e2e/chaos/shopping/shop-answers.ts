import type { ActivitySummary, FunnelAnswer, SearchedAnswer, SoldAnswer, VisitedAnswer } from '../../../src/contract';
import { readDocument } from '../../support/sync-rest';
import type { Stage } from '../stage';
import type { Rows } from './shop-truth';

/** A backend as an admin asks it. */
export interface AskedBackend {
  get<Answer>(path: string, query?: Readonly<Record<string, string>>): Promise<Answer>;
  post<Answer>(path: string, body: object): Promise<Answer>;
}

/** Signs an admin in, as Flex would. */
export async function askAsAdmin({ health, replicas: [replica] }: Stage): Promise<AskedBackend> {
  const { origin } = new URL(health.urls['sync'] ?? '');
  const signIn = await fetch(`${origin}/emulator/flex-sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'admin' }),
  });
  const { session } = (await signIn.json()) as { session: { token: string } };
  const ask = async <Answer>(path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${String(replica?.port)}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  return {
    get: (path, query = {}) => ask(`${path}?${new URLSearchParams(query).toString()}`, { method: 'GET' }),
    post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}

const PAGE = 500;

/** The answers to the four questions about a range, all pages of them. */
export async function answerRows(
  backend: AskedBackend,
  from: number,
  to: number,
): Promise<Readonly<Record<string, Rows>>> {
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const all = async <Row>(path: string): Promise<Row[]> => {
    const rows: Row[] = [];
    for (;;) {
      const page = { limit: String(PAGE), offset: String(rows.length) };
      const answer = await backend.get<{ rows: Row[] }>(path, { ...range, ...page });
      rows.push(...answer.rows);
      if (answer.rows.length < PAGE) return rows;
    }
  };
  const searched = await all<SearchedAnswer['rows'][number]>('/activity/searched');
  const visited = await all<VisitedAnswer['rows'][number]>('/activity/visited');
  const sold = await all<SoldAnswer['rows'][number]>('/activity/sold');
  const funnel = await backend.get<FunnelAnswer>('/activity/funnel', range);
  return {
    searched: searched.map(({ key, searches, withoutResult }) => [key, searches, withoutResult]),
    visited: visited.map(({ path, visits, visitors, meanDwellMs }) => [path, visits, visitors, meanDwellMs]),
    sold: sold
      .filter(({ units, returnedUnits }) => units > returnedUnits)
      .map(({ productId, units, returnedUnits, revenue }) => [
        productId,
        units - returnedUnits,
        JSON.stringify(
          revenue
            .filter(({ minorUnits }) => minorUnits !== 0)
            .map(({ currency, minorUnits }) => [currency, minorUnits]),
        ),
      ]),
    funnel: [
      [0, '', funnel.started, funnel.ordered, 0],
      ...funnel.steps.map(({ step, name, ...each }) => [step, name ?? '', each.entered, each.completed, each.stopped]),
    ],
  };
}

/** What Sync shows supervisors of today. */
export const summaryOfToday = ({ health }: Stage): Promise<ActivitySummary | null> =>
  readDocument(health, 'activity-summary.today');
