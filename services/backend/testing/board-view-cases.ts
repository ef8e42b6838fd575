import { sql } from 'kysely';
import type { Queryable } from '../store/transaction';

/** A request about a view; an admin's unless it says whose. */
interface ViewRequest {
  readonly as?: 'agent';
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The first of those that {@link makeAllViews} makes. */
const VIEW = 'v000000000001';
const NO_VIEW = 'vnowhere00000';
const NEW_VIEW = { revision: 0, name: 'VIP', query: {}, audience: 'me' };

/** As many views as one person may have. */
export async function makeAllViews(db: Queryable, owner: string): Promise<void> {
  await sql`
    INSERT INTO board_view (id, owner, audience, name, query, revision)
    SELECT 'v' || lpad(n::text, 12, '0'), ${owner}, 'me', 'View', '{}', 1 FROM generate_series(1, 50) AS n`.execute(db);
}

/** Operations on views, and the request that comes to each status: of an admin who has all views that she may have. */
export const BOARD_VIEW_CASES: Readonly<Record<string, Readonly<Record<number, () => ViewRequest>>>> = {
  'get /queues/views': { 403: () => ({ as: 'agent' }) },
  'put /queues/views/{viewId}': {
    400: () => ({ id: VIEW, body: [] }),
    403: () => ({ id: VIEW, as: 'agent', body: NEW_VIEW }),
    404: () => ({ id: NO_VIEW, body: { ...NEW_VIEW, revision: 1 } }),
    409: () => ({ id: VIEW, body: NEW_VIEW }),
    422: () => ({ id: NO_VIEW, body: NEW_VIEW }),
  },
  'delete /queues/views/{viewId}': {
    400: () => ({ id: VIEW }),
    403: () => ({ id: VIEW, as: 'agent', query: { revision: '1' } }),
    404: () => ({ id: NO_VIEW, query: { revision: '1' } }),
    409: () => ({ id: VIEW, query: { revision: '9' } }),
  },
  'put /queues/views/defaults': {
    403: () => ({ as: 'agent', body: { of: 'me', viewId: null } }),
    404: () => ({ body: { of: 'me', viewId: NO_VIEW } }),
    422: () => ({ body: { of: 'admins', viewId: VIEW } }),
  },
};
