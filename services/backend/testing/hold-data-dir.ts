import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DataDirLockedError, lockDataDir } from '../store/engine/data-dir-lock';

// A process of its own that competes for a data directory. Argument: the directory. For each line on stdin it does one
// thing and prints one line: `take` takes the directory and holds it (`held`, or why not), `compete <times>` takes it and
// gives it back, again and again (`done <how often it had it>`).

const [dataDir = ''] = process.argv.slice(2);

/** Null: somebody else has it. */
async function attempt(): Promise<(() => void) | string> {
  try {
    return await lockDataDir(dataDir);
  } catch (error) {
    if (error instanceof DataDirLockedError) return error.message;
    throw error;
  }
}

async function compete(times: number): Promise<number> {
  const marker = join(dataDir, 'marker');
  let held = 0;
  while (held < times) {
    const release = await attempt();
    if (typeof release === 'string') continue;
    // Throws, and ends the process, when somebody else is in here.
    writeFileSync(marker, String(process.pid), { flag: 'wx' });
    rmSync(marker);
    release();
    held += 1;
  }
  return held;
}

async function main(): Promise<void> {
  process.stdout.write('waiting\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, times] = line.split(' ');
    if (command === 'compete') process.stdout.write(`done ${await compete(Number(times))}\n`);
    else {
      const held = await attempt();
      process.stdout.write(`${typeof held === 'string' ? held : 'held'}\n`);
    }
  }
}

void main();
