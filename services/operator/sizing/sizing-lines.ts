import type { Sizing } from './reckon-sizing';

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** What the command says. */
export function sizingLines(sizing: Sizing): readonly string[] {
  const { callbacksASecond, cores, eventsGiB, callsGiBAYear, connections } = sizing;
  return [
    `Callbacks, busiest:   ${number(callbacksASecond, 1)} a second`,
    `Store:                ${storeWords(sizing)}`,
    `Cores of the backend: ${cores === null ? 'not measured' : number(Math.max(0.1, cores), 1)}`,
    `Disk:                 ${number(eventsGiB, 1)} GiB of events, and ${number(callsGiBAYear, 1)} GiB of calls each year`,
    ...(sizing.store.kind === 'embedded'
      ? []
      : [`Connections:          ${number(connections)}, and twice that while an update runs old and new side by side`]),
    'Reckoned from what was measured on two cores; docs/sizing.md says how.',
  ];
}

function storeWords({ store }: Sizing): string {
  if (store.kind === 'beyond') return 'more than was measured within the aim of 350 ms: try it with `npm run bench`';
  const { p50Ms, p99Ms } = store.latency;
  const name = store.kind === 'embedded' ? 'embedded, one process' : 'PostgreSQL';
  return `${name}; ${number(p50Ms)} ms from callback to SDK in the middle, ${number(p99Ms)} ms of 99 in a hundred, at most`;
}
