import { Migrator, sql } from 'kysely';
import type { Database } from './database';
import { events } from './migrations/0001-events';
import { state } from './migrations/0002-state';
import { sync } from './migrations/0003-sync';
import { recentCalls } from './migrations/0004-recent-calls';
import { cannedResponses } from './migrations/0005-canned-responses';
import { links } from './migrations/0006-links';
import { eventRetention } from './migrations/0007-event-retention';
import { outboxRank } from './migrations/0008-outbox-rank';
import { shingleCountsOfResponses } from './migrations/0009-shingle-counts';
import { objectNames } from './migrations/0010-object-names';
import { setAside } from './migrations/0011-set-aside';
import { reconcile } from './migrations/0012-reconcile';
import { changedParts } from './migrations/0013-changed-parts';
import { quarterSums } from './migrations/0015-quarter-sums';
import { grantsBySid } from './migrations/0016-grants-by-sid';
import { textKeys } from './migrations/0017-text-keys';
import { contactsAnew } from './migrations/0018-contacts-anew';
import { resourceNames } from './migrations/0019-resource-names';
import { taskChannel } from './migrations/0020-task-channel';
import { activity } from './migrations/0021-activity';
import { liveActivity } from './migrations/0022-live-activity';
import { syncChanges } from './migrations/0023-sync-changes';
import { responseRules } from './migrations/0024-response-rules';
import { stepNames } from './migrations/0025-step-names';
import { rankingTurn } from './migrations/0026-ranking-turn';
import { queueRules } from './migrations/0027-queue-rules';
import { alerts } from './migrations/0030-alerts';
import { reservationInstants } from './migrations/0032-reservation-instants';
import { queueGroups } from './migrations/0033-queue-groups';
import { alertHooks } from './migrations/0034-alert-hooks';
import { queueReaders } from './migrations/0035-queue-readers';
import { boardViews } from './migrations/0036-board-views';
import { hookStates } from './migrations/0037-hook-states';
import { occupancy } from './migrations/0038-occupancy';
import { syncTimeline } from './migrations/0039-sync-timeline';
import { StartError } from '../base/start-error';
import { StoreUnavailable } from '../base/store-unavailable';
import { sqlStateOf } from './error-code';

/** Applied in the order of their names, each once, and never edited afterwards. */
const MIGRATIONS = {
  '0001-events': events,
  '0002-state': state,
  '0003-sync': sync,
  '0004-recent-calls': recentCalls,
  '0005-canned-responses': cannedResponses,
  '0006-links': links,
  '0007-event-retention': eventRetention,
  '0008-outbox-rank': outboxRank,
  '0009-shingle-counts': shingleCountsOfResponses,
  '0010-object-names': objectNames,
  '0011-set-aside': setAside,
  '0012-reconcile': reconcile,
  '0013-changed-parts': changedParts,
  '0015-quarter-sums': quarterSums,
  '0016-grants-by-sid': grantsBySid,
  '0017-text-keys': textKeys,
  '0018-contacts-anew': contactsAnew,
  '0019-resource-names': resourceNames,
  '0020-task-channel': taskChannel,
  '0021-activity': activity,
  '0022-live-activity': liveActivity,
  '0023-sync-changes': syncChanges,
  '0024-response-rules': responseRules,
  '0025-step-names': stepNames,
  '0026-ranking-turn': rankingTurn,
  '0027-queue-rules': queueRules,
  '0030-alerts': alerts,
  '0032-reservation-instants': reservationInstants,
  '0033-queue-groups': queueGroups,
  '0034-alert-hooks': alertHooks,
  '0035-queue-readers': queueReaders,
  '0036-board-views': boardViews,
  '0037-hook-states': hookStates,
  '0038-occupancy': occupancy,
  '0039-sync-timeline': syncTimeline,
};

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Brings the tables up to date; does nothing when they are. Of several processes that begin at once one does it, and the
 * others wait.
 * @returns the migrations that this very call did
 * @throws StoreUnavailable when the database went away meanwhile
 * @throws StartError when the database is of a newer release, or its user may not change tables
 * @throws Error naming the migration that failed; the database is then as it was before
 */
export async function migrateDatabase({ patient }: Pick<Database, 'patient'>): Promise<readonly string[]> {
  const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };
  const migrator = new Migrator({ db: patient, provider });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return results.map(({ migrationName }) => migrationName);
  if (error instanceof StoreUnavailable) throw error;
  const newer = results.length > 0 ? undefined : await newestUnknown(patient);
  if (newer !== undefined) {
    throw new StartError(
      `The database is of a newer release: it has the migration "${newer}", which this one does not know. Start that ` +
        'release again, or restore a backup that was made before the update.',
      { cause: error },
    );
  }
  if (sqlStateOf(error) === INSUFFICIENT_PRIVILEGE) {
    throw new StartError(
      'The tables are not those of this release, and the user of DATABASE_URL may not change them: run the command ' +
        '"migrate" with the DATABASE_URL of their owner.',
      { cause: error },
    );
  }
  const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'unknown';
  const reason = error instanceof Error ? error.message : 'for no reason given';
  throw new Error(`Database migration "${failed}" failed: ${reason}`, { cause: error });
}

/** The last migration that the database has and this release has not. Kysely ends without a result because of one. */
async function newestUnknown(patient: Database['patient']): Promise<string | undefined> {
  const done = await sql<{ readonly name: string }>`SELECT name FROM kysely_migration ORDER BY name DESC`
    .execute(patient)
    .catch(() => null);
  return done?.rows.find(({ name }) => !(name in MIGRATIONS))?.name;
}
