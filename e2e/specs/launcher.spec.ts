import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from '../support/free-port';
import { waitFor } from '../support/wait-for';

const ROOT = path.resolve(__dirname, '..', '..');

interface Launched {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly ports: { readonly localTwilio: number; readonly backend: number };
  output(): string;
}

let dataDir: string;

test.beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-start-'));
});

test.afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

/** `npm start` without npm in between, so that a signal reaches the launcher as a terminal would send it. */
async function launch(env: Readonly<Record<string, string>> = {}): Promise<Launched> {
  const ports = { localTwilio: await freePort(), backend: await freePort() };
  const launcher = spawn(process.execPath, [path.join(ROOT, 'services/launcher/bin/start.js')], {
    cwd: ROOT,
    env: {
      ...process.env,
      LOCAL_TWILIO_PORT: String(ports.localTwilio),
      BACKEND_PORT: String(ports.backend),
      DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    launcher.once('exit', resolve);
  });
  return { process: launcher, exited, ports, output: () => output };
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

async function untilReady(launched: Launched): Promise<void> {
  await waitFor('the two desktops', () => Promise.resolve(/as=supervisor[^]*as=agent/.exec(launched.output())), {
    timeoutMs: 60_000,
  });
}

async function expectNothingLeft({ ports }: Launched): Promise<void> {
  await expect.poll(() => answers(ports.localTwilio)).toBe(false);
  await expect.poll(() => answers(ports.backend)).toBe(false);
}

for (const [what, signals] of [
  ['Ctrl-C', ['SIGINT']],
  ['an impatient second Ctrl-C', ['SIGINT', 'SIGINT']],
  ['a closed terminal', ['SIGHUP']],
] as const) {
  test(`${what} stops every part of a running suite`, async () => {
    const launched = await launch();
    await untilReady(launched);
    expect(await answers(launched.ports.backend)).toBe(true);
    for (const signal of signals) launched.process.kill(signal);
    expect(await launched.exited).toBe(0);
    await expectNothingLeft(launched);
  });
}

test('Ctrl-C during the start leaves nothing running', async () => {
  const launched = await launch();
  await waitFor('Local Twilio', async () => ((await answers(launched.ports.localTwilio)) ? true : null), {
    everyMs: 20,
  });
  launched.process.kill('SIGINT');
  expect(await launched.exited).toBe(0);
  await expectNothingLeft(launched);
});

test('a database named in the environment is neither migrated nor filled with simulated events', async () => {
  const launched = await launch({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/production' });
  await untilReady(launched);
  expect(existsSync(path.join(dataDir, `local-${launched.ports.localTwilio}`))).toBe(true);
  launched.process.kill('SIGTERM');
  await launched.exited;
});
