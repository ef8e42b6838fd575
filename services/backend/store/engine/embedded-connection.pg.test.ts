import { rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { makeDataDir } from '../../testing/embedded-template';
import { openDatabase, type Database } from '../database';
import { EmbeddedConnection } from './embedded-connection';
import { GuardedEngine } from './guarded-engine';
import { exchangeWith } from './own-engine';
import { sqlStateOf } from '../error-code';

describe('the connection to the embedded engine', () => {
  let engine: PGlite;
  let client: pg.Client;
  let sent = 0;

  beforeAll(async () => {
    engine = await PGlite.create();
    const counting = new GuardedEngine({
      ready: engine.waitReady,
      exchange: (messages) => {
        sent += 1;
        return exchangeWith(engine, messages);
      },
      close: () => engine.close(),
      abandon: () => undefined,
    });
    // `connection` is a documented extension point that the typings leave out.
    client = new pg.Client({ connection: new EmbeddedConnection(counting) } as pg.ClientConfig);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await engine.close();
  });

  test('sends the messages of a statement together', async () => {
    sent = 0;
    const { rows } = await client.query('SELECT $1::integer AS a, $2::text AS b', [1, 'two']);
    expect(rows).toEqual([{ a: 1, b: 'two' }]);
    expect(sent).toBe(1);
  });

  test('keeps nothing of what it answered', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const heldMiB = async (answers: number): Promise<number> => {
      for (let n = 0; n < answers; n += 1) await client.query("SELECT repeat('x', 200) FROM generate_series(1, 2000)");
      collect();
      return process.memoryUsage().heapUsed / 2 ** 20;
    };
    const before = await heldMiB(1);
    // Kept, they would be 30 MiB and more.
    expect((await heldMiB(50)) - before).toBeLessThan(10);
  });

  test('a statement that cannot be read, bound or carried out fails alone', async () => {
    const answerTo = (query: string | pg.QueryConfig, values: unknown[]): Promise<unknown> =>
      client.query(query, values).then((result): unknown => result.rows, sqlStateOf);
    const divided = { name: 'divided', text: 'SELECT 1 / $1::integer AS a' };
    expect(await answerTo('SELEC $1::integer', [1])).toBe('42601');
    expect(await answerTo('SELECT $1::integer', ['one'])).toBe('22P02');
    expect(await answerTo('SELECT 1 / $1::integer', [0])).toBe('22012');
    for (const [by, answer] of [
      [0, '22012'],
      [1, [{ a: 1 }]],
      [0, '22012'],
      [1, [{ a: 1 }]],
    ] as const) {
      expect(await answerTo({ ...divided, values: [by] }, [by])).toEqual(answer);
    }
    expect((await client.query('SELECT 1 AS a; SELECT 2 AS a')) as unknown).toHaveLength(2);
  });

  test('a transaction begins with its first statement, and ends as one', async () => {
    await client.query('CREATE TABLE kept (n integer)');
    sent = 0;
    await client.query('begin');
    await client.query('INSERT INTO kept VALUES ($1)', [1]);
    expect(sent).toBe(1);
    await client.query('rollback');
    await client.query('begin');
    await expect(client.query('INSERT INTO kept VALUES ($1)', ['one'])).rejects.toMatchObject({ code: '22P02' });
    await expect(client.query('SELECT $1::integer', [1])).rejects.toMatchObject({ code: '25P02' });
    await client.query('rollback');
    await client.query('begin');
    await client.query('INSERT INTO kept VALUES ($1)', [2]);
    await client.query('commit');
    expect((await client.query('SELECT n FROM kept')).rows).toEqual([{ n: 2 }]);
  });
});

test('a prepared statement is planned anew when its table has grown', async () => {
  const dataDir = await makeDataDir();
  const database: Database = await openDatabase({ dataDir });
  try {
    const { pool } = database;
    await pool.query('CREATE TABLE grows (sid text PRIMARY KEY, n bigint, state text)');
    const text = `UPDATE grows SET n = r.n FROM json_to_recordset($1::json) AS r (sid text, n bigint) WHERE grows.sid = r.sid`;
    const use = (): Promise<unknown> => pool.query(text, [JSON.stringify([{ sid: '1', n: 1 }])]);
    const plan = async (): Promise<string> => {
      const { rows } = await pool.query<{ name: string }>(
        'SELECT name FROM pg_prepared_statements WHERE statement = $1',
        [text],
      );
      const explained = await pool.query(`EXPLAIN EXECUTE "${String(rows[0]?.name)}"('[]')`);
      return JSON.stringify(explained.rows);
    };
    for (let n = 0; n < 20; n += 1) await use();
    expect(await plan()).toContain('Seq Scan on grows');
    await pool.query(
      "INSERT INTO grows SELECT n, n, repeat('x', 1000) FROM generate_series(1, $1::integer) AS n",
      [10_000],
    );
    for (let n = 0; n < 200; n += 1) await use();
    expect(await plan()).toContain('using grows_pkey');
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
