import fc from 'fast-check';
import { createManualClock } from '../testing/manual-clock';
import { createObjectMeter, writesPerSecond } from './rate-limits';

const object = { serviceSid: 'IS1', sid: 'MP1', uniqueName: 'board', kind: 'map' } as const;

function createMeter() {
  const clock = createManualClock();
  const limits = { enabled: true };
  return { clock, limits, meter: createObjectMeter(object, clock, limits) };
}

/** How many of `attempts` writes in a row are let through. */
function writesAllowed(meter: ReturnType<typeof createMeter>['meter'], bytes: number, attempts: number): number {
  let allowed = 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      meter.write(bytes);
      allowed += 1;
    } catch {
      // over the limit: that is what is counted
    }
  }
  return allowed;
}

test.each([
  [0, 20],
  [1024, 20],
  [5632, 11],
  [10 * 1024, 2],
  [16 * 1024, 2],
])('[SY13] an object takes writes of %i bytes at %f a second', (bytes, rate) => {
  expect(writesPerSecond(bytes)).toBe(rate);
  const { meter } = createMeter();
  expect(writesAllowed(meter, bytes, 300)).toBe(rate * 10);
});

test('[SY13] a burst of ten seconds is allowed at once and its budget comes back after ten seconds', () => {
  const { clock, meter } = createMeter();
  expect(writesAllowed(meter, 100, 300)).toBe(200);
  clock.advance(9_999);
  expect(writesAllowed(meter, 100, 300)).toBe(0);
  clock.advance(1);
  expect(writesAllowed(meter, 100, 300)).toBe(200);
});

test('[SY13] whatever is tried, no ten seconds carry more than the limit', () => {
  const attempt = fc.record({ waitMs: fc.integer({ min: 0, max: 700 }), bytes: fc.integer({ min: 0, max: 16_384 }) });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 500 }), (attempts) => {
      const { clock, meter } = createMeter();
      const taken: { atMs: number; cost: number }[] = [];
      for (const { waitMs, bytes } of attempts) {
        clock.advance(waitMs);
        if (writesAllowed(meter, bytes, 1) === 1) taken.push({ atMs: clock.now(), cost: 20 / writesPerSecond(bytes) });
        const window = taken.filter(({ atMs }) => atMs > clock.now() - 10_000);
        expect(window.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThan(200.001);
      }
    }),
    { numRuns: 50 },
  );
});

test('[SY13] reads have a limit of their own', () => {
  const { meter } = createMeter();
  expect(writesAllowed(meter, 0, 200)).toBe(200);
  for (let read = 0; read < 200; read += 1) meter.read();
  expect(() => {
    meter.read();
  }).toThrow('Rate limit exceeded for read-map-MP1');
  expect(meter.usage()).toMatchObject({ reads: 200, writes: 200, rejected: 1 });
});

test('[SY14] the usage remembers the highest ten seconds', () => {
  const { clock, meter } = createMeter();
  writesAllowed(meter, 100, 50);
  clock.advance(60_000);
  writesAllowed(meter, 100, 10);
  expect(meter.usage().highest.writes).toEqual({ perSecond: 5, limitPerSecond: 20, share: 0.25 });
});

test('[SY14] the usage tells what was asked in the last ten seconds and five minutes, refused or not', () => {
  const { clock, meter } = createMeter();
  const none = { reads: 0, writes: 0, rejectedReads: 0, rejectedWrites: 0, largestBytes: null };
  expect(meter.usage()).toMatchObject({ last10s: none, last5min: none });
  expect(writesAllowed(meter, 900, 205)).toBe(200);
  meter.read();
  clock.advance(20_000);
  writesAllowed(meter, 2_000, 3);
  expect(meter.usage()).toMatchObject({
    last10s: { ...none, writes: 3, largestBytes: 2_000 },
    last5min: { reads: 1, writes: 203, rejectedReads: 0, rejectedWrites: 5, largestBytes: 2_000 },
  });
  clock.advance(290_000);
  expect(meter.usage()).toMatchObject({ last10s: none, last5min: { ...none, writes: 3, largestBytes: 2_000 } });
  clock.advance(60_000);
  expect(meter.usage()).toMatchObject({ writes: 203, last5min: none });
});
