import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundle, bundleEnvironment } from '../../testing/bundle';
import { DataDirLockedError, lockDataDir } from './data-dir-lock';

let directory: string;
let script: string;
let dataDir: string;
const contenders: Contender[] = [];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fss-lock-'));
  script = join(directory, 'hold.js');
  bundle('testing/hold-data-dir.ts', script);
});
beforeEach(() => {
  dataDir = mkdtempSync(join(directory, 'data-'));
});
afterEach(async () => {
  await Promise.all(contenders.splice(0).map((contender) => contender.kill()));
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A process that competes for the directory; see testing/hold-data-dir.ts. */
interface Contender {
  readonly pid: number;
  /** Tells it a line and returns its answer. */
  ask(line: string): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  kill(): Promise<void>;
}

async function contender(wrapper: readonly string[] = []): Promise<Contender> {
  const [command, ...args] = [...wrapper, process.execPath, script, dataDir];
  const child: ChildProcessWithoutNullStreams = spawn(command, args, { env: bundleEnvironment, stdio: 'pipe' });
  // Not its exit: what it wrapped may outlive it for a moment, and then the pipes are still open.
  const exited = once(child, 'close');
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`A process ended: ${stderr}`);
    return line.value;
  };
  const made: Contender = {
    pid: child.pid ?? 0,
    ask: (line) => {
      child.stdin.write(`${line}\n`);
      return next();
    },
    signal: (signal) => child.kill(signal),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
  contenders.push(made);
  await next();
  return made;
}

/** A container of its own, but for its file system: what is alive and where cannot be seen from outside, nor the other way round. */
function elsewhere(): string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const namespaces = ['--pid', '--fork', '--kill-child', '--mount-proc', '--net', '--uts', '--ipc'];
  return ['unshare', ...asRoot, ...namespaces];
}

const heldBy = (pid: number): RegExp =>
  new RegExp(
    `^The data directory ${dataDir} is in use by process ${pid} on ${hostname()} since \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\. ` +
      'Stop that process, or set DATA_DIR to another directory\\.$',
  );

test('names the living holder and is given back', async () => {
  const release = await lockDataDir(dataDir);
  await expect(lockDataDir(dataDir)).rejects.toThrow(DataDirLockedError);
  expect(await (await contender()).ask('take')).toMatch(heldBy(process.pid));
  release();
  (await lockDataDir(dataDir))();
});

test('is taken over from a holder that was killed, and from no other', async () => {
  const holder = await contender();
  expect(await holder.ask('take')).toBe('held');
  await expect(lockDataDir(dataDir)).rejects.toThrow(heldBy(holder.pid));
  await holder.kill();
  (await lockDataDir(dataDir))();
});

test('is not taken from a holder that is stopped, however long', async () => {
  const holder = await contender();
  await holder.ask('take');
  holder.signal('SIGSTOP');
  // More than one look: those before must not use up its ear.
  for (let look = 0; look < 20; look += 1) await expect(lockDataDir(dataDir)).rejects.toThrow(heldBy(holder.pid));
});

test('is seen across the namespaces of containers, in both directions', async () => {
  const inside = await contender(elsewhere());
  expect(await inside.ask('take')).toBe('held');
  // Its pid is that inside its container.
  await expect(lockDataDir(dataDir)).rejects.toThrow(heldBy(1));
  const besides = await contender(elsewhere());
  expect(await besides.ask('take')).toMatch(heldBy(1));
  await inside.kill();

  const release = await lockDataDir(dataDir);
  expect(await besides.ask('take')).toMatch(heldBy(process.pid));
  release();
  expect(await besides.ask('take')).toBe('held');
});

test('of many that find a dead lock at once exactly one gets it, every time', async () => {
  const racers = await Promise.all(Array.from({ length: 6 }, () => contender()));
  for (let round = 0; round < 15; round += 1) {
    const answers = await Promise.all(racers.map((racer) => racer.ask('take')));
    expect(answers.filter((answer) => answer === 'held')).toHaveLength(1);
    const [holder] = racers.splice(answers.indexOf('held'), 1);
    await holder?.kill();
    racers.push(await contender());
  }
  expect(readdirSync(dataDir).filter((name) => name.startsWith('backend.lock.'))).toHaveLength(2);
});

test('is never held twice while many take it and give it back', async () => {
  const racers = await Promise.all(Array.from({ length: 4 }, () => contender()));
  const answers = await Promise.all(racers.map((racer) => racer.ask('compete 100')));
  expect(answers).toEqual(racers.map(() => 'done 100'));
});

test('works in a directory whose path is longer than the address of a socket', async () => {
  dataDir = join(dataDir, 'a'.repeat(100), 'b'.repeat(100));
  const release = await lockDataDir(dataDir);
  expect(await (await contender()).ask('take')).toMatch(heldBy(process.pid));
  release();
});

test('is taken over when its file was damaged', async () => {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'backend.lock.7'), '{"pid":');
  const release = await lockDataDir(dataDir);
  await expect(lockDataDir(dataDir)).rejects.toThrow(heldBy(process.pid));
  release();
});
