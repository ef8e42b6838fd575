import { startLocalTwilio, type LocalTwilio } from '../local-twilio/start-local-twilio';
import { live, pastBegins } from './lib/past';

const HOUR_MS = 3_600_000;

interface Truth {
  readonly at: string;
  readonly workers: readonly { readonly sid: string; readonly identity: string; readonly available: boolean }[];
  readonly tasks: readonly { readonly createdAt: string; readonly endedAt?: string }[];
  readonly reservations: readonly { readonly workerSid: string; readonly status: string; readonly createdAt: string }[];
}

let local: LocalTwilio;

beforeEach(async () => {
  local = await startLocalTwilio({ port: 0 });
});
afterEach(() => local.close());

async function control(route: string, body?: object): Promise<Record<string, unknown>> {
  const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${local.url}${route}`, request);
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

test('the contact centre of the demo had yesterday, this morning and a busy half hour, and its agent calls of her own', async () => {
  await control('/emulator/reset', { at: pastBegins() });
  await live(control);
  const truth = (await control('/emulator/truth')) as unknown as Truth;
  const now = Date.parse(truth.at);
  expect(Math.abs(Date.now() - now)).toBeLessThan(10_000);
  const ages = truth.tasks.map(({ createdAt }) => now - Date.parse(createdAt));
  expect(ages.filter((ms) => ms > 24 * HOUR_MS).length).toBeGreaterThan(50);
  expect(ages.filter((ms) => ms > HOUR_MS && ms < 12 * HOUR_MS).length).toBeGreaterThan(50);
  expect(ages.filter((ms) => ms < HOUR_MS / 2).length).toBeGreaterThan(80);
  // Enough to see, and few enough that the start stays quick.
  expect(truth.tasks.length).toBeLessThan(900);
  expect(truth.tasks.filter(({ endedAt }) => endedAt === undefined).length).toBeLessThan(30);
  const alice = truth.workers.find(({ identity }) => identity === 'alice');
  const hers = truth.reservations.filter(({ workerSid }) => workerSid === alice?.sid);
  expect(hers.map(({ status }) => status)).toEqual(expect.arrayContaining(['completed', 'timeout']));
  expect(hers.length).toBeGreaterThan(5);
  // She is where she begins: nobody is offered to her before somebody signs in as her.
  expect(alice?.available).toBe(false);
});

test('a reset to an instant that is still to come is refused, and changes nothing', async () => {
  const at = new Date(Date.now() + HOUR_MS).toISOString();
  await expect(control('/emulator/reset', { at })).rejects.toThrow('400');
});
