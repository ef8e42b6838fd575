import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { oneAtATime } from './lib/one-at-a-time';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'one-at-a-time-'));
  file = path.join(folder, 'made', 'turn');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A process that takes its turn, writes down when it begins and ends, and stays until it is told to go. */
const MODULE = path.join(__dirname, 'lib', 'one-at-a-time.js');
const SCRIPT = `
  const { oneAtATime } = require(${JSON.stringify(MODULE)});
  const [, file, log, name] = process.argv;
  const note = (text) => require('node:fs').appendFileSync(log, text + '\\n');
  oneAtATime(file, async () => {
    note('begin ' + name);
    process.stdout.write('begun\\n');
    await new Promise((resolve) => process.stdin.once('data', resolve));
    note('end ' + name);
  }).then(() => process.exit(0));
`;
const begin = (name: string): ChildProcess =>
  spawn(process.execPath, ['-e', SCRIPT, file, path.join(folder, 'log'), name], { stdio: ['pipe', 'pipe', 'inherit'] });

async function end(process: ChildProcess): Promise<void> {
  process.stdin?.write('go\n');
  await once(process, 'exit');
}

it('lets one process after the other run its task', async () => {
  const first = begin('a');
  await once(first.stdout!, 'data');
  const second = begin('b');
  const begun = once(second.stdout!, 'data');
  await end(first);
  await begun;
  await end(second);
  expect(readFileSync(path.join(folder, 'log'), 'utf8')).toBe('begin a\nend a\nbegin b\nend b\n');
  expect(existsSync(file)).toBe(false);
});

it('is held up by no process that was killed', async () => {
  const killed = begin('a');
  await once(killed.stdout!, 'data');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(existsSync(file)).toBe(true);
  await expect(oneAtATime(file, () => Promise.resolve('done'))).resolves.toBe('done');
});

it('gives the turn back when the task fails', async () => {
  await expect(oneAtATime(file, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  expect(existsSync(file)).toBe(false);
});

it('says when the folder cannot be written', async () => {
  writeFileSync(path.join(folder, 'made'), '');
  await expect(oneAtATime(file, () => Promise.resolve())).rejects.toThrow(/EEXIST|ENOTDIR/);
});
