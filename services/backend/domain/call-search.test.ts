import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { matchesSearch } from './call-search';

const call = {
  party: { address: '+1 (500) 555-0001', isMasked: false, name: 'Jürgen Müller' },
  queueName: 'Support / EMEA',
  outcome: 'missed',
  disposition: 'Sold',
  note: 'Wants İstanbul offers',
} as RecentCall;

it.each(['muller', 'MÜLLER', 'emea', 'Missed', 'sold', 'istanbul', '5005550001', '500 555', '(500) 555', '  ', '0001'])(
  'finds "%s"',
  (search) => {
    expect(matchesSearch(call, search)).toBe(true);
  },
);

it.each(['meier', '5005550002', 'answered', '12'])('does not find "%s"', (search) => {
  expect(matchesSearch(call, search)).toBe(false);
});

it('finds no digit behind a mask', () => {
  const masked = { ...call, party: { address: '+1••••••0001', isMasked: true, name: null } };
  expect(matchesSearch(masked, '5550001')).toBe(false);
  expect(matchesSearch(masked, '0001')).toBe(true);
});
