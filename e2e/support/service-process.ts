import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');
const READY_TIMEOUT_MS = 45_000;

export interface ServiceProcess {
  /** What the service said it is ready at. */
  readonly url: string;
  readonly pid: number;
  /** Ends it as an operator would and waits for its exit. */
  stop(): Promise<void>;
  /** Ends it as a power cut would and waits for its exit. */
  kill(): Promise<void>;
  /** Everything it has written to standard error. */
  log(): string;
}

/** Starts a built service with nothing of this process's environment but the path, and waits for `ready <url>`. */
export async function startService(
  name: 'backend' | 'local-twilio',
  env: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const child: ChildProcess = spawn(process.execPath, [path.join(ROOT, 'services', name, 'build', 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });

  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`${name} ${why}\n${errors.slice(-4000)}`));
    };
    const timer = setTimeout(() => {
      fail(`was not ready within ${READY_TIMEOUT_MS} ms`);
    }, READY_TIMEOUT_MS);
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /^ready (\S+)/m.exec(output)?.[1];
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    });
    void exited.then(() => {
      clearTimeout(timer);
      fail('stopped before it was ready');
    });
  });

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    url,
    pid: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    log: () => errors,
  };
}
