import type {
  ActivityPageQuery,
  FunnelAnswer,
  FunnelQuery,
  SearchedAnswer,
  SearchedQuery,
  SoldAnswer,
  StoppedAnswer,
  VisitedAnswer,
} from '@flex-sync-suite/shared/contract';
import { DateTime } from 'luxon';
import { Refusal } from '../../base/refusal';
import { readFunnel, readSearched, readSold, readVisited, type SumRange } from '../../store/activity/answers';
import type { Database } from '../../store/database';
import type { Caller } from '../caller';

/**
 * The questions about all customers. Every method throws a `Refusal`: `forbidden` for a caller who is neither supervisor nor
 * admin, `invalid` for a range that is none of whole hours.
 */
export interface ActivityQuestions {
  searched(caller: Caller, query: SearchedQuery): Promise<SearchedAnswer>;
  sold(caller: Caller, query: ActivityPageQuery): Promise<SoldAnswer>;
  visited(caller: Caller, query: ActivityPageQuery): Promise<VisitedAnswer>;
  funnel(caller: Caller, query: FunnelQuery): Promise<FunnelAnswer>;
  stopped(caller: Caller, query: FunnelQuery): Promise<StoppedAnswer>;
}

export interface ActivityQuestionOptions {
  readonly database: Database;
  readonly now: () => number;
  /** IANA name of the reporting time zone, of whose hours ranges are made. */
  readonly zone: string;
}

/** As docs/activity.md tells; rows are deleted by `outbox/upkeep/retention.ts`. */
const SUMS_KEPT_MONTHS = 13;

export function createActivityQuestions({ database, now, zone }: ActivityQuestionOptions): ActivityQuestions {
  const db = database.kysely;

  function open(caller: Caller, query: FunnelQuery): { range: SumRange; told: Told } {
    if (!caller.roles.some((role) => role === 'supervisor' || role === 'admin')) {
      throw new Refusal('forbidden', 'not_supervisor', 'Only supervisors and admins see what all customers do.');
    }
    const range = { fromMs: Date.parse(query.from), toMs: Date.parse(query.to), shopId: query.shop ?? null };
    if (!(range.fromMs < range.toMs && [range.fromMs, range.toMs].every((at) => isWholeHour(at, zone)))) {
      throw new Refusal('invalid', 'invalid_range', 'Ask for whole hours of the reporting time zone, from before to.');
    }
    const keptSince = keptSinceOf(now(), zone).toISOString();
    return { range, told: { from: query.from, to: query.to, keptSince } };
  }

  const funnel = async (caller: Caller, query: FunnelQuery): Promise<FunnelAnswer> => {
    const { range, told } = open(caller, query);
    const { started, ordered, open: stillOpen, steps } = await readFunnel(db, range, now());
    return { ...told, started, ordered, open: stillOpen, steps: [...steps] };
  };

  return {
    searched: async (caller, query) => {
      const { range, told } = open(caller, query);
      const isWithoutResult = query.withoutResult === 'true';
      return { ...told, rows: await readSearched(db, range, { ...query, isWithoutResult }) };
    },
    sold: async (caller, query) => {
      const { range, told } = open(caller, query);
      return { ...told, rows: await readSold(db, range, query) };
    },
    visited: async (caller, query) => {
      const { range, told } = open(caller, query);
      return { ...told, rows: await readVisited(db, range, query) };
    },
    funnel,
    stopped: async (caller, query) => {
      const { steps, from, to, keptSince } = await funnel(caller, query);
      const all = steps.reduce((sum, { stopped }) => sum + stopped, 0);
      const rows = steps
        .filter(({ stopped }) => stopped > 0)
        .map(({ step, stopped }) => ({ step, stopped, share: stopped / all }))
        .sort((a, b) => b.stopped - a.stopped || a.step - b.step);
      return { from, to, keptSince, rows };
    },
  };
}

type Told = Pick<SearchedAnswer, 'from' | 'to' | 'keptSince'>;

/** Zones of 30 and 45 minutes exist; sums are of quarter hours. */
function isWholeHour(atMs: number, zone: string): boolean {
  const { minute, second, millisecond } = DateTime.fromMillis(atMs, { zone });
  return minute === 0 && second === 0 && millisecond === 0;
}

/** Begin of the oldest day of which sums are kept. */
const keptSinceOf = (now: number, zone: string): Date =>
  DateTime.fromMillis(now, { zone }).minus({ months: SUMS_KEPT_MONTHS }).startOf('day').toJSDate();
