import type { Browser, Page } from '@playwright/test';
import type { Measurement, Ratio } from './figure';
import { quantile } from './quantile';

/** What one keystroke cost, in ms. */
export interface Keystroke {
  /**
   * Processor time of the page's main thread from the key to the end of the frame that shows its effect: events, scripts,
   * style, layout, paint. Not the time in which other processes had the processor, nor the wait for the screen.
   */
  readonly work: number;
  /** Of `work`: style, layout and paint. */
  readonly rendering: number;
  /** By the clock, from the key to the end of that frame: work, wait for the next frame, and other processes. */
  readonly untilFrame: number;
}

/** An event of Chromium's trace, of which this much is used; times in µs. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time. */
  readonly tdur?: number;
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];
const RENDERING = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit']);
/** One frame of a 60 Hz screen. */
const FRAME_MS = 16;
const KEY = 'bench-key';
const FRAME = 'bench-frame';

/** Presses each key of `texts`, then deletes it again; a key comes when the page has come to rest after the one before. */
export async function traceKeystrokes(
  browser: Browser,
  page: Page,
  input: string,
  texts: readonly string[],
): Promise<readonly Keystroke[]> {
  await page.evaluate(markFrames, { key: KEY, frame: FRAME });
  await page.locator(input).focus();
  await browser.startTracing(page, { categories: CATEGORIES });
  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key);
    await page.evaluate(() => (window as unknown as { benchRest: Promise<void> }).benchRest);
  };
  for (const text of texts) {
    for (const key of text) await press(key === ' ' ? 'Space' : key);
    for (let left = text.length; left > 0; left -= 1) await press('Backspace');
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return keystrokesOf(traceEvents);
}

/** Runs in the page: marks each key and the end of its frame in the trace. */
function markFrames(names: { readonly key: string; readonly frame: string }): void {
  if ('benchRest' in window) return;
  Object.assign(window, { benchRest: Promise.resolve() });
  document.addEventListener(
    'keydown',
    () => {
      performance.mark(names.key);
      const rest = new Promise<void>((resolve) => {
        // React 17 renders within the event; a frame callback runs before style, layout and paint, a message after.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            performance.mark(names.frame);
            requestIdleCallback(() => {
              resolve();
            });
          };
          channel.port2.postMessage(null);
        });
      });
      Object.assign(window, { benchRest: rest });
    },
    true,
  );
}

function keystrokesOf(events: readonly TraceEvent[]): readonly Keystroke[] {
  const marks = (name: string): readonly TraceEvent[] =>
    events.filter((event) => event.name === name).sort((a, b) => a.ts - b.ts);
  const [keys, frames] = [marks(KEY), marks(FRAME)];
  const thread = keys[0];
  if (thread === undefined || frames.length !== keys.length) {
    throw new Error(`The trace has ${keys.length} keys and ${frames.length} frames`);
  }
  const onThread = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === thread.pid && tid === thread.tid);
  const tasks = onThread.filter(({ name }) => name === 'RunTask');
  const rendering = onThread.filter(({ name }) => RENDERING.has(name));
  return keys.map((key, index) => {
    const end = frames[index]?.ts ?? key.ts;
    const begin = tasks.find((task) => task.ts <= key.ts && endOf(task) >= key.ts)?.ts ?? key.ts;
    const within = (event: TraceEvent): boolean => event.ts >= begin && endOf(event) <= end;
    return {
      work: processorMs(tasks.filter(within)),
      rendering: processorMs(rendering.filter(within)),
      untilFrame: (end - begin) / 1_000,
    };
  });
}

const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;
const processorMs = (events: readonly TraceEvent[]): number =>
  events.reduce((sum, { tdur, dur = 0 }) => sum + (tdur ?? dur), 0) / 1_000;

/** What a person waits for: the processor's work, with the aim of one frame of 60 Hz, and the time until the screen shows it. */
export function keystrokeTimes(label: string, sample: readonly Keystroke[]): readonly Measurement[] {
  const at = (part: keyof Keystroke, share: number): number =>
    quantile(
      sample.map((each) => each[part]),
      share,
    );
  return [
    { name: `search keystroke, ${label}, work, p50`, value: at('work', 0.5), unit: 'ms', target: FRAME_MS },
    { name: `search keystroke, ${label}, work, p99`, value: at('work', 0.99), unit: 'ms', target: FRAME_MS },
    { name: '  of it style, layout and paint, p50', value: at('rendering', 0.5), unit: 'ms' },
    {
      name: '  until its frame ends, waiting for the screen (60 Hz) included, p50',
      value: at('untilFrame', 0.5),
      unit: 'ms',
    },
    {
      name: '  until its frame ends, waiting for the screen (60 Hz) included, p99',
      value: at('untilFrame', 0.99),
      unit: 'ms',
    },
  ];
}

/** The same work, done the other way in the same run. */
export const workRatios = (
  label: string,
  ours: readonly Keystroke[],
  theirs: readonly Keystroke[],
  against: string,
): readonly Ratio[] =>
  [0.5, 0.99].map((share) => ({
    name: `search keystroke, ${label}, work, p${share * 100}`,
    ours: quantile(
      ours.map(({ work }) => work),
      share,
    ),
    theirs: quantile(
      theirs.map(({ work }) => work),
      share,
    ),
    unit: 'ms',
    against,
  }));
