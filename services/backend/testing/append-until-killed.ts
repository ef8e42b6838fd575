import { createIngest } from '../ingest/ingest';
import { openDatabase } from '../store/database';
import { migrateDatabase } from '../store/migrate';
import { HOME, callback, T0, taskFields } from './callbacks';

// A process of its own, to be killed: ingests events one commit after the other and prints the number of each task
// once it is acknowledged. Arguments: data directory, number of the first task.

async function main(): Promise<void> {
  const [dataDir = '', first = '1'] = process.argv.slice(2);
  const database = await openDatabase({ dataDir });
  await migrateDatabase(database);
  const ingest = createIngest({ database, clock: { now: () => T0 }, home: HOME });
  for (let task = Number(first); ; task += 1) {
    const form = { ...callback('task-queue.entered', task % 60, taskFields(task, 1)), Sid: `EV${sidDigits(task)}` };
    await ingest.accept([{ source: 'callback', form }]);
    process.stdout.write(`${task}\n`);
  }
}

const sidDigits = (task: number): string => task.toString(16).padStart(32, '0');

void main();
