import {
  emptyHandling,
  noWaitsByThreshold,
  type FurtherFigures,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import { inChunks } from '../../in-chunks';
import type { Queryable } from '../../transaction';
import { handlingOfQueues } from './handling-figures';
import { minuteInSql } from '../judged-counters';
import { minuteWindows, type MinuteWindow, type MinuteWindows } from './minute-windows';
import { queuesByDay, readResets } from '../queue-resets';
import { knownQueues } from '../queue-read';
import { waitsByThreshold } from './waits-by-threshold';

type FurtherOfQueue = FurtherFigures['queues'][number];

/**
 * What the Documents of queues have no room for, stated for `atMs` (UTC milliseconds); `zone` is that of the reporting day. A
 * queue of which there is nothing to count is not in it.
 */
export async function readFurtherFigures(
  db: Queryable,
  { atMs, zone }: { readonly atMs: number; readonly zone: string },
): Promise<FurtherOfQueue[]> {
  const found = new Map<TaskQueueSid, FurtherOfQueue>();
  for (const { sids, bounds } of queuesByDay(await knownQueues(db), await readResets(db), { atMs, zone })) {
    const windows: readonly MinuteWindow[] = [
      { window: 'last30Minutes', from: bounds.last30MinutesFrom, to: bounds.to },
      { window: 'today', from: bounds.todayFrom, to: bounds.to },
    ];
    await inChunks(sids, async (chunk) => {
      for (const { queueSid, span, figures } of await readParts(db, chunk, { atMs, windows: minuteWindows(windows) })) {
        const known = found.get(queueSid) ?? { taskQueueSid: queueSid, ...NOTHING };
        found.set(queueSid, { ...known, [span]: { ...known[span], ...figures } });
      }
    });
  }
  return [...found.values()];
}

interface PartRow {
  readonly queueSid: TaskQueueSid;
  readonly span: 'now' | 'last30Minutes' | 'today';
  readonly figures: Readonly<Record<string, number>>;
}

async function readParts(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  { atMs, windows }: { readonly atMs: number; readonly windows: MinuteWindows },
): Promise<PartRow[]> {
  const ofQueues = sql`ANY(${[...sids]}::text[])`;
  const { rows } = await sql<PartRow>`
    SELECT queue_sid AS "queueSid", span, figures FROM (
      (SELECT queue_sid, 'now', figures FROM (${waitsByThreshold(ofQueues, sql`${atMs}`)}) AS w WHERE is_whole)
      UNION ALL (${handlingOfQueues(ofQueues, windows)}) UNION ALL (${abandonsOfQueues(ofQueues, windows)})
    ) AS p (queue_sid, span, figures)`.execute(db);
  return rows;
}

const abandonsOfQueues = (ofQueues: RawBuilder<unknown>, { fromMs, rows }: MinuteWindows) => sql`
  SELECT queue_sid, "window",
    json_build_object('abandonedVisits', count(*), 'abandonWaitMs', coalesce(sum(wait_ms), 0)::bigint)
  FROM ${rows} JOIN (
    SELECT queue_sid, wait_ms, ${minuteInSql(sql`ended_at`)} AS ended FROM queue_visit
    WHERE queue_sid = ${ofQueues} AND greatest(entered_at, ended_at) >= ${fromMs}::bigint AND kind = 'abandoned'
  ) AS visit ON ended BETWEEN w."from" AND w."to"
  GROUP BY queue_sid, "window"`;

const NOTHING: Omit<FurtherOfQueue, 'taskQueueSid'> = {
  now: noWaitsByThreshold(),
  ...{ last30Minutes: emptyHandling(), today: emptyHandling() },
};
