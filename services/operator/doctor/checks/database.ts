import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Client } from 'pg';
import { reasonOf } from '../../account/reading';
import { valueOf, type Settings } from '../../account/settings';
import { right, wrong, type Finding } from '../finding';

const LEAST_VERSION = 14;
const LEAST_FREE_BYTES = 1024 ** 3;

/** The store: a PostgreSQL of the right version and rights, or a directory that can be written. */
export async function checkDatabase(settings: Settings): Promise<Finding[]> {
  const url = valueOf(settings, 'DATABASE_URL');
  if (url !== null) return checkPostgres(url);
  if (settings.DATABASE_URL.state === 'malformed') return [];
  return checkDataDir(resolve(valueOf(settings, 'DATA_DIR') ?? '.data'));
}

async function checkPostgres(connectionString: string): Promise<Finding[]> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<StoreFacts>(FACTS);
    return rows.flatMap(postgresFindings);
  } catch (error) {
    const says = `The database of DATABASE_URL gives no answer: ${reasonOf(error)}.`;
    return [wrong('database', says, 'See whether it runs, and whether host, port, role and password are right.')];
  } finally {
    await client.end().catch(() => undefined);
  }
}

export interface StoreFacts {
  readonly version: number;
  readonly may_create: boolean;
  /** Whether the tables are there, and the role may write rows into all of them. */
  readonly may_write: boolean;
  readonly is_standby: boolean;
  readonly encoding: string;
}

const FACTS = `SELECT current_setting('server_version_num')::int / 10000 AS version,
  coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
  (SELECT coalesce(bool_and(has_table_privilege(pg_class.oid, 'SELECT') AND has_table_privilege(pg_class.oid, 'INSERT')
     AND has_table_privilege(pg_class.oid, 'UPDATE') AND has_table_privilege(pg_class.oid, 'DELETE')), false)
   FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
   WHERE relkind = 'r' AND nspname = current_schema()) AS may_write,
  pg_is_in_recovery() AS is_standby, current_setting('server_encoding') AS encoding`;

export function postgresFindings(facts: StoreFacts): Finding[] {
  const { version } = facts;
  return [
    version >= LEAST_VERSION
      ? right('database.version', `PostgreSQL is ${String(version)}.`)
      : wrong(
          'database.version',
          `PostgreSQL is ${String(version)}; the backend needs ${String(LEAST_VERSION)} or newer.`,
          'Upgrade it.',
        ),
    rightsFinding(facts),
    facts.is_standby
      ? wrong('database.writes', 'DATABASE_URL leads to a standby, which takes no writes.', 'Name the primary.')
      : right('database.writes', 'The database takes writes.'),
    facts.encoding === 'UTF8'
      ? right('database.encoding', 'The database keeps every character.')
      : wrong(
          'database.encoding',
          `The encoding of the database is ${facts.encoding}: names in other scripts cannot be stored.`,
          "Make one with ENCODING 'UTF8'.",
        ),
  ];
}

function rightsFinding(facts: StoreFacts): Finding {
  if (facts.may_create) return right('database.rights', 'The role may make tables in its schema.');
  if (facts.may_write)
    return right('database.rights', 'The role may write rows and change no tables: their owner runs `migrate`.');
  return wrong(
    'database.rights',
    'The role may make no tables: PostgreSQL 15 and newer keep `public` for the owner of the database.',
    'As the owner of the database: CREATE SCHEMA flex_sync_suite AUTHORIZATION <role>; ALTER ROLE <role> SET search_path TO flex_sync_suite; or, with least rights, services/backend/packaging/roles.sql and `npm run backend -- migrate`.',
  );
}

async function checkDataDir(directory: string): Promise<Finding[]> {
  const check = 'database';
  const existing = await nearestExisting(directory);
  try {
    if (!(await stat(existing)).isDirectory()) {
      return [
        wrong(check, `DATA_DIR leads through ${existing}, which is no directory.`, 'Set DATA_DIR to a directory.'),
      ];
    }
    await access(existing, constants.W_OK);
    const { bavail, bsize } = await statfs(existing);
    if (bavail * bsize < LEAST_FREE_BYTES) {
      const says = `Less than 1 GB is free on the disk of the embedded store (${directory}).`;
      return [wrong(check, says, 'Make room, or set DATA_DIR to another disk.')];
    }
    return [right(check, `The embedded store is in ${directory}, for one process; DATABASE_URL names a PostgreSQL.`)];
  } catch (error) {
    const says = `The embedded store cannot be written in ${directory}: ${reasonOf(error)}.`;
    return [wrong(check, says, 'Set DATA_DIR to a directory that this user may write, or DATABASE_URL.')];
  }
}

/** The backend makes what is not there yet. */
async function nearestExisting(path: string): Promise<string> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestExisting(dirname(path));
}
