import { parseArgs } from 'node:util';
import type { ShoppingOptions } from './generate-shopping';

export interface ShopperOptions extends ShoppingOptions {
  /** Events in a second at most; null sends them as fast as they are taken. */
  readonly rate: number | null;
  /** Whether they come in any order, a fifth of them twice. */
  readonly disturbed: boolean;
  /** File for what was generated, a line of JSON for each event. */
  readonly truth: string;
}

const USAGE = `npm run demo-shop -- shoppers [options]
  --visitors N   how many shoppers (100)
  --seed N       the same seed, begin and length give the same events (1)
  --hours N      over how long they come (24)
  --from ISO     when the first may come (so that the last are here now); what lies ahead is sent when its time comes
  --rate N       events in a second at most (as fast as they are taken)
  --disturb      in any order, a fifth of them twice
  --truth FILE   what was generated, a line of JSON for each event (.data/shoppers-SEED.jsonl)
`;

const FLAGS = {
  visitors: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  hours: { type: 'string', default: '24' },
  from: { type: 'string' },
  rate: { type: 'string' },
  disturb: { type: 'boolean', default: false },
  truth: { type: 'string' },
} as const;

const HOUR = 3_600_000;

/** The options that stand behind `shoppers`, or all that is wrong with them. */
export function readShopperOptions(
  args: readonly string[],
  now: number,
): ShopperOptions | { readonly problems: readonly string[] } {
  const parsed = parse(args);
  if ('problems' in parsed) return parsed;
  const [visitors, seed, hours] = [Number(parsed.visitors), Number(parsed.seed), Number(parsed.hours)];
  const rate = parsed.rate === undefined ? null : Number(parsed.rate);
  const from = parsed.from === undefined ? now - hours * HOUR : Date.parse(parsed.from);
  const problems = [
    ...(Number.isInteger(visitors) && visitors > 0 ? [] : ['--visitors must be a whole number from 1.']),
    ...(Number.isInteger(seed) ? [] : ['--seed must be a whole number.']),
    ...(hours > 0 && hours <= 30 * 24 ? [] : ['--hours must be a number up to 720.']),
    ...(rate === null || rate > 0 ? [] : ['--rate must be a number above 0.']),
    ...(Number.isNaN(from) && hours > 0 ? ['--from must be an instant such as 2026-11-29T08:00:00Z.'] : []),
  ];
  if (problems.length > 0) return { problems };
  const truth = parsed.truth ?? `.data/shoppers-${seed}.jsonl`;
  return { visitors, seed, from: Math.trunc(from), overMs: hours * HOUR, rate, disturbed: parsed.disturb, truth };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true }).values;
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error), USAGE] };
  }
}
