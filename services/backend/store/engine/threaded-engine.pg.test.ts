import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '../../base/store-unavailable';
import { makeDataDir } from '../../testing/embedded-template';
import { buildEngineThread } from '../../testing/engine-thread';
import { openDatabase } from '../database';
import { openThreadedEngine } from './threaded-engine';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fss-thread-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A thread that does what the source says. */
function threadOf(source: string): string {
  const file = join(folder, 'thread.js');
  writeFileSync(file, `const { parentPort } = require('node:worker_threads');\n${source}`);
  return file;
}

test('what is stored through the thread is there when it is opened again, and meanwhile this thread goes on', async () => {
  const thread = await buildEngineThread();
  const options = { dataDir: await makeDataDir(), engineThread: thread.file };
  try {
    const database = await openDatabase(options);
    await database.pool.query('CREATE TABLE kept (n integer)');
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 1);
    await database.pool.query('INSERT INTO kept SELECT n FROM generate_series(1, $1::integer) AS n', [200_000]);
    clearInterval(counting);
    // In one thread it would come to one turn at most.
    expect(turns).toBeGreaterThan(5);
    await expect(database.pool.query('SELECT 1 / $1::integer', [0])).rejects.toThrow('division by zero');
    await database.close();

    const again = await openDatabase(options);
    expect((await again.pool.query('SELECT count(*) AS n FROM kept')).rows).toEqual([{ n: 200_000 }]);
    await again.close();
  } finally {
    thread.remove();
    rmSync(options.dataDir, { recursive: true, force: true });
  }
});

test('a thread that ends fails who waits for it, and everybody after them', async () => {
  const file = threadOf(`
    parentPort.postMessage({ kind: 'done', answer: null });
    parentPort.once('message', () => process.exit(1));`);
  const engine = openThreadedEngine(file, folder);
  await engine.ready;
  const waiting = [engine.exchange(new Uint8Array([1])), engine.exchange(new Uint8Array([2]))];
  for (const answer of waiting) await expect(answer).rejects.toThrow('ended');
  await expect(engine.exchange(new Uint8Array([3]))).rejects.toThrow('ended');
});

test('answers come in the order of the questions, also after one that failed', async () => {
  const file = threadOf(`
    parentPort.postMessage({ kind: 'done', answer: null });
    parentPort.on('message', (told) => {
      if (told === 'close') parentPort.postMessage({ kind: 'done', answer: null });
      else if (told[0] === 0) parentPort.postMessage({ kind: 'failed', reason: 'it broke' });
      else parentPort.postMessage({ kind: 'done', answer: told });
    });`);
  const engine = openThreadedEngine(file, folder);
  const answers = await Promise.allSettled([1, 0, 2].map((n) => engine.exchange(new Uint8Array([n]))));
  expect(answers).toEqual([
    { status: 'fulfilled', value: new Uint8Array([1]) },
    { status: 'rejected', reason: new Error('it broke') },
    { status: 'fulfilled', value: new Uint8Array([2]) },
  ]);
  await engine.close();
});

test('a thread that cannot begin is told as a database that is damaged', async () => {
  const engineThread = threadOf("throw new Error('no such engine');");
  const opening = openDatabase({ dataDir: folder, engineThread });
  await expect(opening).rejects.toThrow('is damaged and cannot be opened');
  await expect(opening).rejects.not.toBeInstanceOf(StoreUnavailable);
});
