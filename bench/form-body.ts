import { Agent, request } from 'node:http';
import { startSuite } from '../e2e/support/suite';
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

/** The one in the middle, in milliseconds: the others say more about what else the machine did. */
async function middleMs(run: () => unknown, runs = RUNS): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < runs; n += 1) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  return quantile(times, 0.5);
}

/** From the outside, as whoever forges callbacks meets it: the time until the backend has refused the body. */
async function measure(note: (text: string) => void): Promise<FigureResult> {
  const suite = await startSuite();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const url = new URL('/webhooks/taskrouter', suite.backendUrl);
    const refuse = (body: string): Promise<void> => refused(url, agent, body);
    const honest = `a=${'x'.repeat(LIMIT_BYTES - 2)}`;
    await middleMs(() => refuse(honest)); // until the engine has compiled it
    note('one long parameter');
    const oneParameterMs = await middleMs(() => refuse(honest));
    const measurements = [{ name: 'one parameter as long as the limit, refused', value: oneParameterMs, unit: 'ms' }];
    for (const [name, bodyOf] of Object.entries(HOSTILE)) {
      note(name);
      const body = bodyOf(LIMIT_BYTES);
      measurements.push({ name: `${name}, refused`, value: await middleMs(() => refuse(body)), unit: 'ms' });
    }
    note('the naive way');
    const small = 'a&'.repeat(NAIVE_BYTES / 2);
    return {
      setup: `unsigned bodies of 256 KiB, ${RUNS} times each over one connection; the naive way with ${NAIVE_BYTES / 1_024} KiB`,
      measurements: measurements.map((one) => ({ ...one, target: 5 })),
      ratios: [
        {
          name: 'a&a&a… of 4 KiB, p50',
          ours: await middleMs(() => refuse(small)),
          theirs: await middleMs(() => {
            naive(small);
          }, 5),
          unit: 'ms',
          against: 'a copy of the list for each value: quadratic, at the limit 4,096 times as long',
        },
      ],
    };
  } finally {
    agent.destroy();
    await suite.close();
  }
}

/** Sends a body with a signature that is none. */
function refused(url: URL, agent: Agent, body: string): Promise<void> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-twilio-signature': `${'A'.repeat(27)}=`,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const { statusCode = 0 } = response;
      response.resume();
      response.once('end', () => {
        if (statusCode >= 400 && statusCode < 500) resolve();
        else reject(new Error(`The backend answered ${statusCode} to a forged callback`));
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

export const figure: Figure = { title: 'what an unsigned form costs before it is refused', measure };
