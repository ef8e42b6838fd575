import type { ActivityEvent, ToldPage } from '../activity-event';

/** One stay on a page of the shop. Dwell = end − begin. */
export interface PageVisit {
  readonly page: ToldPage;
  readonly beganAtMs: number;
  /** The customer's next `page`, or the last event before 30 min of silence, whichever comes first. */
  readonly endedAtMs: number;
}

/** The visits of one customer, in order. */
export const pageVisits = (sessions: readonly (readonly ActivityEvent[])[]): PageVisit[] =>
  sessions.flatMap((session) => {
    const pages = session.flatMap(({ atMs, call }) => (call.kind === 'page' ? [{ atMs, page: call.page }] : []));
    const lastAtMs = session.at(-1)?.atMs ?? 0;
    return pages.map(({ atMs, page }, index) => ({
      page,
      beganAtMs: atMs,
      endedAtMs: pages[index + 1]?.atMs ?? lastAtMs,
    }));
  });
