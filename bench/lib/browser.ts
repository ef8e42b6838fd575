import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { chromium, type Browser, type CDPSession } from '@playwright/test';

const ROOT = path.resolve(__dirname, '..', '..');

/**
 * Finds Chromium. For the `suite` it also builds the plugins, the services and Flex UI if they are stale; services that
 * are started later use them.
 */
export function prepareBrowser(need: 'chromium' | 'suite'): { readonly chromium: string } {
  const script = path.join(ROOT, 'services/launcher/bin/prepare-browser.js');
  const output = execFileSync(process.execPath, [script, need], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // The script's own answer; builders may print before it.
  const prepared = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { chromium: string; flexUiBundle?: string };
  if (prepared.flexUiBundle !== undefined) process.env['FLEX_UI_BUNDLE'] = prepared.flexUiBundle;
  return prepared;
}

/**
 * Chromium as the browser tests run it. Without the frame limit a frame is drawn as soon as there is something to draw,
 * so that a time to the next paint is work and not waiting for the screen.
 */
export function launchBrowser(
  executablePath: string,
  { frameLimit = true }: { readonly frameLimit?: boolean } = {},
): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-precise-memory-info',
      ...(frameLimit ? [] : ['--disable-frame-rate-limit', '--disable-gpu-vsync']),
    ],
  });
}

/** Bytes of JavaScript objects that are alive, after a full collection, in MiB. */
export async function liveHeapMiB(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** Seconds that the page's main thread has spent: all of it, in scripts, and in style and layout. */
export interface MainThread {
  readonly task: number;
  readonly script: number;
  readonly layout: number;
}

export async function mainThread(cdp: CDPSession): Promise<MainThread> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const seconds = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return {
    task: seconds('TaskDuration'),
    script: seconds('ScriptDuration'),
    layout: seconds('LayoutDuration') + seconds('RecalcStyleDuration'),
  };
}

export const spentSince = (before: MainThread, after: MainThread): MainThread => ({
  task: after.task - before.task,
  script: after.script - before.script,
  layout: after.layout - before.layout,
});

/** One script for a page without Flex, with React in its production build. */
export async function bundlePage(entry: string): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(ROOT, 'bench', 'pages', entry)],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.FLEX_APP_BACKEND_URL': '""', global: 'window' },
  });
  return outputFiles[0]?.text ?? '';
}
