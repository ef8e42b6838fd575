import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { account } from '../local-twilio/base/account';
import { startLocalTwilio, type LocalTwilio } from '../local-twilio/start-local-twilio';
import { eventually } from './testing/local-backend';
import { startRealPostgres, type RealPostgres } from './testing/real-postgres';

let directory: string;
/** Of the production tree, which nobody may write to. */
let tree: string;
let local: LocalTwilio;
let postgres: RealPostgres;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fss-main-'));
  chmodSync(directory, 0o755);
  tree = join(directory, 'tree');
  execFileSync(process.execPath, [join(__dirname, '../launcher/bin/package.js'), tree], { stdio: 'pipe' });
  execFileSync('chmod', ['-R', 'a=rX', tree]);
  local = await startLocalTwilio({ port: 0 });
  postgres = await startRealPostgres();
});
afterAll(async () => {
  await local.close();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

interface Started {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exited: Promise<number | null>;
  readonly terminate: () => void;
}

const NOBODY = 65_534;

const unprivileged = () => (process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {});

/** The backend as it is deployed: its tree, a process of its own, and no variables but its own. */
function start(variables: Readonly<Record<string, string>>, asNobody = false): Started {
  const env = {
    BACKEND_PORT: '0',
    DATA_DIR: join(directory, 'unused'),
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_API_KEY: account.apiKey,
    TWILIO_API_SECRET: account.apiSecret,
    TWILIO_WORKSPACE_SID: account.workspaceSid,
    TWILIO_SYNC_SERVICE_SID: account.syncServiceSid,
    TWILIO_BASE_URL: local.url,
    ...variables,
  };
  const child = spawn(process.execPath, [join(tree, 'main.js')], {
    ...{ env, cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] },
    ...(asNobody ? unprivileged() : {}),
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return { stdout: () => said.stdout, stderr: () => said.stderr, exited, terminate: () => child.kill('SIGTERM') };
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

async function expectEnd(started: Started, sentence: string): Promise<void> {
  try {
    expect(await started.exited).toBe(1);
    expect(started.stderr()).toBe(`${sentence}\n`);
    expect(started.stdout()).toBe('');
  } finally {
    started.terminate();
  }
}

describe('a data directory that cannot be used ends the start with one true sentence', () => {
  it('when it is under /proc', async () => {
    const sentence = 'DATA_DIR: /proc/data cannot be made there: set DATA_DIR to another directory.';
    const deeper = 'DATA_DIR: /proc/a/b/c cannot be made there: set DATA_DIR to another directory.';
    await Promise.all([
      expectEnd(start({ DATA_DIR: '/proc/data' }), sentence),
      expectEnd(start({ DATA_DIR: '/proc/a/b/c' }), deeper),
    ]);
  }, 10_000);

  it('when it, or a part of its path, is a file', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const sentence = (path: string) => `DATA_DIR: ${path} is not a directory: set DATA_DIR to a directory.`;
    await Promise.all([file, join(file, 'below')].map((path) => expectEnd(start({ DATA_DIR: path }), sentence(path))));
  }, 10_000);

  it('when the process may not write there', async () => {
    const closed = join(directory, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const sentence = `DATA_DIR: this process may not write to ${closed}: give its user the right to, or set DATA_DIR to another directory.`;
    await expectEnd(start({ DATA_DIR: closed }, true), sentence);
  }, 10_000);

  it('when a name is too long', async () => {
    const long = join(directory, 'x'.repeat(300));
    const sentence = `DATA_DIR: a name in ${long} is too long for its file system: set DATA_DIR to a shorter path.`;
    await expectEnd(start({ DATA_DIR: long }), sentence);
  }, 10_000);

  it('when the database in it is of another version, or damaged', async () => {
    const dataDir = join(directory, 'other');
    const folder = join(dataDir, 'postgres');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'PG_VERSION'), '15\n');
    const sentence = `DATA_DIR: the database in ${folder} is of PostgreSQL 15, and this release embeds 18: dump it with the release that made it, or set DATA_DIR to another directory.`;
    await expectEnd(start({ DATA_DIR: dataDir }), sentence);
  }, 10_000);
});

describe('an address that cannot be had ends the start with one true sentence', () => {
  it('when the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const started = start({ BACKEND_PORT: String(port), DATABASE_URL: await postgres.createDatabase() });
    await expectEnd(started, `Port ${port} is in use: stop the other program, or set BACKEND_PORT.`);
    server.close();
  }, 15_000);

  it('when HOST is not of this machine', async () => {
    const started = start({ HOST: '192.0.2.1', DATABASE_URL: await postgres.createDatabase() });
    const sentence =
      'HOST: this machine has no address 192.0.2.1 to listen on (EADDRNOTAVAIL): set HOST to one of its addresses.';
    await expectEnd(started, sentence);
  }, 15_000);
});

const statusOf = async (url: string): Promise<number> => {
  const response = await fetch(url);
  await response.text();
  return response.status;
};

describe('a start without the database', () => {
  it('listens, says that it starts, waits, and goes on when the database comes', async () => {
    const databaseUrl = await postgres.createDatabase();
    await postgres.breakDown();
    const port = await freePort();
    const started = start({ DATABASE_URL: databaseUrl, BACKEND_PORT: String(port) });
    const base = `http://127.0.0.1:${port}`;
    try {
      await eventually(async () => ((await statusOf(`${base}/livez`)) === 200 ? true : null));
      const refused = await fetch(`${base}/recent-calls`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await refused.json()).toMatchObject({ code: 'starting' });
      const ready = await fetch(`${base}/readyz`);
      expect(await ready.text()).toMatch(/it is still starting; the database does not answer: connect ECONNREFUSED/);
      expect(await statusOf(`${base}/metrics`)).toBe(200);
      expect(started.stderr().match(/the database cannot be reached yet/g)).toHaveLength(1);
    } finally {
      await postgres.startAgain();
    }
    await eventually(() => Promise.resolve(started.stdout().startsWith('ready ') ? true : null));
    started.terminate();
    expect(await started.exited).toBe(0);
  });

  it('ends at once, with 0, when it is told to', async () => {
    const port = await freePort();
    const database = `postgres://somebody:secret@127.0.0.1:${await freePort()}/none`;
    const started = start({ DATABASE_URL: database, BACKEND_PORT: String(port) });
    await eventually(async () => ((await statusOf(`http://127.0.0.1:${port}/livez`)) === 200 ? true : null));
    started.terminate();
    expect(await started.exited).toBe(0);
    expect(started.stdout()).toBe('');
    expect(started.stderr()).not.toContain('secret');
  });

  it('is given up when no repetition helps', async () => {
    const url = new URL(await postgres.createDatabase());
    url.pathname = '/missing';
    const sentence =
      'The server of DATABASE_URL does not have the database that it names: database "missing" does not exist. Correct DATABASE_URL.';
    await expectEnd(start({ DATABASE_URL: url.href }), sentence);
  });
});

test('two processes that start on one empty database both come up', async () => {
  const databaseUrl = await postgres.createDatabase();
  const both = [start({ DATABASE_URL: databaseUrl }), start({ DATABASE_URL: databaseUrl })];
  for (const { stdout } of both) await eventually(() => Promise.resolve(stdout().startsWith('ready ') ? true : null));
  for (const { terminate } of both) terminate();
  expect(await Promise.all(both.map(({ exited }) => exited))).toEqual([0, 0]);
});

test('the backend runs with rights to rows alone, and touches no tables of another release', async () => {
  const url = new URL(await postgres.createDatabase());
  const as = (user: string) => Object.assign(new URL(url), { username: user }).href;
  const sql = async (user: string, text: string) => {
    const client = new Client({ connectionString: as(user) });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await sql('postgres', readFileSync(join(__dirname, 'packaging', 'roles.sql'), 'utf8'));
  await expectEnd(
    start({ DATABASE_URL: as('flex_sync_backend') }),
    'The tables are not those of this release, and the user of DATABASE_URL may not change them: run the command "migrate" with the DATABASE_URL of their owner.',
  );
  const migrate = [join(tree, 'main.js'), 'migrate'];
  const migrated = spawnSync(process.execPath, migrate, { env: { DATABASE_URL: as('flex_sync_owner') } });
  expect(migrated.stdout.toString()).toMatch(/^migrated: \d+ done, up to /);

  const started = start({ DATABASE_URL: as('flex_sync_backend') });
  await eventually(() => Promise.resolve(started.stdout().startsWith('ready ') ? true : null));
  started.terminate();
  expect(await started.exited).toBe(0);
  await expect(sql('flex_sync_backend', 'CREATE TABLE own (id integer)')).rejects.toThrow('permission denied');
  await expect(sql('flex_sync_backend', 'TRUNCATE event')).rejects.toThrow('permission denied');

  await sql('flex_sync_owner', `INSERT INTO kysely_migration VALUES ('9999-later', '')`);
  await expectEnd(
    start({ DATABASE_URL: as('flex_sync_backend') }),
    'The database is of a newer release: it has the migration "9999-later", which this one does not know. Start that release again, or restore a backup that was made before the update.',
  );
});

test('the package runs as an image would run it: alone, read-only, as nobody, with a data directory', async () => {
  const dataDir = join(directory, 'data');
  mkdirSync(dataDir);
  if (process.getuid?.() === 0) chownSync(dataDir, NOBODY, NOBODY);
  const port = await freePort();
  const health = () => spawnSync(process.execPath, [join(tree, 'health.js')], { env: { BACKEND_PORT: String(port) } });
  const started = start({ DATA_DIR: dataDir, BACKEND_PORT: String(port) }, true);
  await eventually(() => Promise.resolve(started.stdout().startsWith('ready ') ? true : null));
  await eventually(async () => ((await statusOf(`http://127.0.0.1:${port}/readyz`)) === 200 ? true : null));
  expect(health().status).toBe(0);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toContain('http_request_duration_seconds_count{method="GET",route="/readyz",code="2xx"}');
  expect(metrics).toMatch(/^store_pool_in_use \d+$/m);
  expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds 0\.\d+$/m);
  started.terminate();
  expect(await started.exited).toBe(0);
  expect(health()).toMatchObject({ status: 1, stderr: Buffer.from(`connect ECONNREFUSED 127.0.0.1:${port}\n`) });
});
