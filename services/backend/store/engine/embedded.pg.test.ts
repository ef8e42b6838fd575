import { once } from 'node:events';
import { rmSync, watch } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { makeDataDir } from '../../testing/embedded-template';
import type { Trouble } from '../../base/store-unavailable';
import { openDatabase } from '../database';

test('an embedded database that is closed while it is opened again gives its directory back closed', async () => {
  const dataDir = await makeDataDir();
  const told: (Trouble | null)[] = [];
  const database = await openDatabase({ dataDir, onTrouble: (trouble) => told.push(trouble) });
  // A fault of WebAssembly, after which the engine is never asked again.
  jest.spyOn(PGlite.prototype, 'execProtocolRawStream').mockRejectedValueOnce(new Error('unreachable'));
  await expect(database.pool.query('SELECT 1')).rejects.toThrow('unreachable');

  // It looks whether there is room, and begins to open in the same turn.
  const watcher = watch(dataDir);
  await once(watcher, 'change');
  watcher.close();
  const closed = jest.spyOn(PGlite.prototype, 'close');
  await database.close();
  expect(closed.mock.contexts).toEqual([expect.objectContaining({ closed: true })]);
  expect(told).toEqual([expect.objectContaining({ kind: 'away' })]);

  const next = await openDatabase({ dataDir });
  expect((await next.pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  await next.close();
  rmSync(dataDir, { recursive: true, force: true });
});
