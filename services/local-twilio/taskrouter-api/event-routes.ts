import { PAGED } from '../http/documented-calls';
import type { EmulatedRoute } from '../http/documented-host';
import { fieldOf, type KeptEvent } from '../taskrouter/event-history';
import type { TaskRouter } from '../taskrouter/task-router';
import { notFound, refused } from '../base/task-router-error';
import { frozenPageOf } from './task-router-page';
import { numberOf, param, type WorkspaceRoute } from './workspace-route';

/** Filters that name a resource, with the fields of the callback that name it. */
const RESOURCE_FILTERS = [
  ['Sid', ['Sid']],
  ['EventType', ['EventType']],
  ['ReservationSid', ['ReservationSid']],
  ['TaskQueueSid', ['TaskQueueSid']],
  ['TaskSid', ['TaskSid']],
  ['WorkerSid', ['WorkerSid']],
  ['WorkflowSid', ['WorkflowSid']],
  ['TaskChannel', ['TaskChannelSid', 'TaskChannelUniqueName']],
] as const;

const FILTERS = ['EndDate', 'Minutes', 'StartDate', ...RESOURCE_FILTERS.map(([name]) => name), ...PAGED];

const DEFAULT_MINUTES = 15;
/** The 30 days that TaskRouter keeps. */
const MOST_MINUTES = 43_200;

/** What happened in the workspace: the way back to events whose callbacks were lost. */
export const eventRoutes = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  route('GET', '/Events', FILTERS, ({ request, router, views }) => {
    const filters = request.query;
    const frozen = frozenList(filters, router);
    const token = `${frozen.upTo}.${frozen.fromMs}`;
    const span = { ...frozen, toMs: instantOf(filters, 'EndDate') ?? Infinity };
    const found = router.history.newestFirst(span).filter(matching(filters));
    return frozenPageOf(request, 'events', found, token, (event) => views.event(event));
  }),
  route('GET', '/Events/:sid', [], ({ params, router, views }) => {
    const sid = param(params, 'sid');
    const event = router.history.find(sid);
    if (event === undefined) throw notFound(`Events/${sid}`);
    return { status: 200, body: views.event(event) };
  }),
];

/**
 * What the pages of one list are cut from: its first page fixes where it begins and which event is its newest, and the
 * token carries both along. What happens meanwhile neither moves an event to another page nor ages one out.
 */
function frozenList(filters: URLSearchParams, router: TaskRouter): { fromMs: number; upTo: number } {
  const token = filters.get('PageToken');
  if (token === null) {
    if (Number(filters.get('Page') ?? 0) > 0)
      throw refused('Page without the PageToken of next_page_url is not supported');
    return { fromMs: startOf(filters, router.clock.now()), upTo: router.history.lastOrdinal() };
  }
  const [, upTo, fromMs] = /^(\d{1,15})\.(-?\d{1,15})$/u.exec(token) ?? [];
  if (upTo === undefined) throw refused('PageToken is not valid');
  return { fromMs: Number(fromMs), upTo: Number(upTo) };
}

/** Minutes count back from the engine's instant; without a StartDate, they are 15 unless told. */
function startOf(filters: URLSearchParams, nowMs: number): number {
  const minutes = numberOf(filters, 'Minutes');
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES)) {
    throw refused(`Minutes must be a whole number from 1 to ${MOST_MINUTES}`);
  }
  const startMs = instantOf(filters, 'StartDate');
  const windowMs = (minutes ?? DEFAULT_MINUTES) * 60_000;
  if (startMs === null) return nowMs - windowMs;
  return minutes === undefined ? startMs : Math.max(startMs, nowMs - windowMs);
}

/** ISO 8601 with a zone, or a date, which begins at midnight UTC. */
const ISO_8601 = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d))?$/u;

function instantOf(filters: URLSearchParams, name: string): number | null {
  const text = filters.get(name);
  if (text === null) return null;
  const atMs = ISO_8601.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(atMs)) throw refused(`${name} must be a date and time in ISO 8601, such as 2026-01-31T09:00:00Z`);
  return atMs;
}

function matching(filters: URLSearchParams): (event: KeptEvent) => boolean {
  const wanted = RESOURCE_FILTERS.flatMap(([name, fields]) => {
    const value = filters.get(name);
    return value === null ? [] : [{ value, fields }];
  });
  return (event) => wanted.every(({ value, fields }) => fields.some((field) => fieldOf(event, field) === value));
}
