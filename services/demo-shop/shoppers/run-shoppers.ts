import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as elapse } from 'node:timers/promises';
import { disturb } from './disturb';
import { generateShopping } from './generate-shopping';
import type { RawEvent } from './raw-event';
import { sendEvents, type Destination } from './send-events';
import type { ShopperOptions } from './shopper-options';

const DUPLICATES = 0.2;

/** Generates, writes the truth, sends; says on standard output what became of it. False when an event was given up. */
export async function runShoppers(options: ShopperOptions, to: Destination): Promise<boolean> {
  const events = generateShopping(options);
  writeTruth(options.truth, events);
  const { seed, disturbed } = options;
  const sent = disturb(events, { seed, duplicates: disturbed ? DUPLICATES : 0, shuffle: disturbed });
  process.stdout.write(`${events.length} events of ${options.visitors} shoppers; the truth is in ${options.truth}\n`);
  const { delivered, failed } = await sendEvents(sent, { ...to, mayLeave: departures(options.rate) });
  process.stdout.write(`${delivered} delivered to ${to.backendUrl}, ${failed.size} given up\n`);
  for (const reason of new Set(failed.values())) process.stderr.write(`Given up: ${reason}\n`);
  return failed.size === 0;
}

function writeTruth(file: string, events: readonly RawEvent[]): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

/** Holds an event until its instant has come, and until the one before has left for long enough. */
export function departures(
  rate: number | null,
  now: () => number = Date.now,
  wait: (ms: number) => Promise<unknown> = elapse,
): (event: RawEvent) => Promise<void> {
  let next = 0;
  return async ({ timestamp }) => {
    const due = Math.max(next, Date.parse(timestamp));
    if (due > now()) await wait(due - now());
    next = rate === null ? 0 : Math.max(due, now()) + 1000 / rate;
  };
}
