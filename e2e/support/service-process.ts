import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');
const READY_TIMEOUT_MS = 45_000;
const KEPT_LOG = 200_000;

export interface ServiceProcess {
  /** What the service said it is ready at. */
  readonly url: string;
  readonly pid: number;
  /** Ends it as an operator would and waits for its exit. */
  stop(): Promise<void>;
  /** Ends it as a power cut would and waits for its exit. */
  kill(): Promise<void>;
  /** The newest of what it has written to standard error. */
  log(): string;
}

type ServiceName = 'backend' | 'local-twilio' | 'demo-shop';

/** A process that may not be ready yet. */
export interface LaunchedService extends Omit<ServiceProcess, 'url'> {
  /** Its URL, once it accepts work. Rejects when it ends before, or takes longer than `readyWithinMs`. */
  readonly ready: Promise<string>;
  /** Exit code, or the name of the signal that ended it. */
  readonly exited: Promise<number | string>;
}

const running = new Set<ChildProcess>();
// The last resort, for an exit that nobody planned: without it the services would live on as orphans.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a built service with nothing of this process's environment but the path, and waits for `ready <url>`. */
export async function startService(name: ServiceName, env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const service = launchService(name, env);
  try {
    const url = await service.ready;
    return { ...service, url };
  } catch (error) {
    await service.kill();
    throw error;
  }
}

/** Starts a built service without waiting for anything. */
export function launchService(
  name: ServiceName,
  env: Readonly<Record<string, string>>,
  { readyWithinMs = READY_TIMEOUT_MS }: { readonly readyWithinMs?: number } = {},
): LaunchedService {
  const child = spawn(process.execPath, [path.join(ROOT, 'services', name, 'build', 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches the whole terminal group; whoever started the service decides in which order things stop.
    detached: process.platform !== 'win32',
  });
  running.add(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-KEPT_LOG);
  });
  const exited = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal ?? 'unknown');
    });
  });
  const ready = new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => {
      reject(new Error(`${name} ${why}\n${errors.slice(-4000)}`));
    };
    const timer = setTimeout(() => {
      fail(`was not ready within ${readyWithinMs} ms`);
    }, readyWithinMs);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_LOG);
      const url = /^ready (\S+)/m.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    void exited.then(() => {
      clearTimeout(timer);
      fail('stopped before it was ready');
    });
  });
  ready.catch(() => undefined); // whoever kills a service while it starts does not wait for it

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    ready,
    exited,
    pid: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    log: () => errors,
  };
}
