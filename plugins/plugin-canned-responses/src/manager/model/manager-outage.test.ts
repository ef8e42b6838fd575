import type { LiveViewState } from '@flex-sync-suite/shared/views';
import { managerOutage, type ManagerOutage } from './manager-outage';
import type { Failure } from './failure';

const lives: readonly LiveViewState[] = [
  { kind: 'ready' },
  { kind: 'stale', since: 1_000 },
  { kind: 'lost', since: 2_000, cause: 'network', code: null },
  { kind: 'lost', since: 2_000, cause: 'denied', code: 'no_worker' },
];
const unreachable: Failure = { code: 'unreachable', message: 'The backend cannot be reached' };
const refused: Failure = { code: 'busy', message: 'Try again' };
const failures: readonly (readonly Failure[])[] = [[], [refused], [unreachable], [refused, unreachable]];

it('is one notice for all that is wrong: the backend that does not answer before the connection, before a refusal', () => {
  const told = lives.map((live) => failures.map((failed): string => nameOf(managerOutage(live, failed))));
  expect(told).toEqual([
    ['none', 'unread', 'stale null', 'stale null'],
    ['stale 1000', 'stale 1000', 'stale 1000', 'stale 1000'],
    ['lost network', 'lost network', 'stale 2000', 'stale 2000'],
    ['lost denied', 'lost denied', 'stale 2000', 'stale 2000'],
  ]);
});

function nameOf(outage: ManagerOutage | null): string {
  if (outage === null) return 'none';
  if (outage.kind === 'unread') return 'unread';
  return `${outage.kind} ${outage.kind === 'stale' ? String(outage.since) : outage.cause}`;
}
