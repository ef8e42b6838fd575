import { parseFormBody } from '../services/backend/http/form-body';
import { createSignatureCheck } from '../services/backend/twilio/webhook-signature';
import type { Figure, FigureResult } from './lib/figure';
import { quantile } from './lib/quantile';

/** What the route takes. */
const LIMIT_BYTES = 256 * 1_024;
/** The naive way at the limit would take minutes. */
const NAIVE_BYTES = 4 * 1_024;
const RUNS = 50;

/** Bodies that anybody can send, without a signature. */
const HOSTILE: Readonly<Record<string, (bytes: number) => string>> = {
  'a&a&a…': (bytes) => 'a&'.repeat(bytes / 2),
  'a=1&a=2&…': (bytes) => manyValues(bytes),
  '%61%61%61…': (bytes) => '%61'.repeat(bytes / 3),
  '%61=%61…': (bytes) => `%61=${'%61'.repeat((bytes - 4) / 3)}`,
  '1,000 times the same parameter': (bytes) => new Array(1_000).fill(`a=${'x'.repeat(bytes / 1_000 - 3)}`).join('&'),
};

function manyValues(bytes: number): string {
  const parts: string[] = [];
  for (let length = 0, value = 0; ; value += 1) {
    const part = `a=${value}`;
    length += part.length + 1;
    if (length > bytes) return parts.join('&');
    parts.push(part);
  }
}

/** As the route did it: a list is copied for each value that is added. */
function naive(text: string): void {
  const parameters: Record<string, string | string[]> = {};
  for (const pair of text.split('&')) {
    const [name = '', value = ''] = pair.split('=');
    const earlier = parameters[name];
    parameters[name] = earlier === undefined ? value : [earlier, value].flat();
  }
}

/** The slowest but one in a hundred, in milliseconds. */
function worstMs(run: () => unknown, runs = RUNS): number {
  const times = Array.from({ length: runs }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
  return quantile(times, 0.99);
}

function measure(note: (text: string) => void): Promise<FigureResult> {
  const check = createSignatureCheck('https://backend.example', ['primary', 'secondary']);
  const signature = `${'A'.repeat(27)}=`;
  const bodies = Object.entries(HOSTILE).map(([name, bodyOf]) => ({ name, raw: Buffer.from(bodyOf(LIMIT_BYTES)) }));
  const refuse = (raw: Buffer): boolean => {
    const form = parseFormBody(raw);
    return typeof form === 'string' || check('/webhooks/taskrouter', signature, form.parameters);
  };
  for (const { raw } of bodies) worstMs(() => refuse(raw)); // until the engine has compiled it
  const measurements = bodies.flatMap(({ name, raw }) => {
    note(name);
    return [
      { name: `${name}, parsed`, value: worstMs(() => parseFormBody(raw)), unit: 'ms', target: 5 },
      { name: `${name}, parsed and checked against two auth tokens`, value: worstMs(() => refuse(raw)), unit: 'ms' },
    ];
  });
  note('the naive way');
  const small = 'a&'.repeat(NAIVE_BYTES / 2);
  const raw = Buffer.from(small);
  return Promise.resolve({
    setup: `unsigned bodies of 256 KiB, ${RUNS} times each, in Node; the naive way with ${NAIVE_BYTES / 1_024} KiB`,
    measurements,
    ratios: [
      {
        name: 'a&a&a… of 4 KiB, p99',
        ours: worstMs(() => parseFormBody(raw)),
        theirs: worstMs(() => {
          naive(small);
        }, 5),
        unit: 'ms',
        against: 'a copy of the list for each value: quadratic, at the limit 4,096 times as long',
      },
    ],
  });
}

export const figure: Figure = { title: 'what an unsigned form costs before it is refused', measure };
