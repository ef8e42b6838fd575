import { callSearch, searchedCall } from './call-search';
import type { RecentCall } from './recent-call';

const call = {
  party: { address: '+1 (500) 555-0001', isMasked: false, name: 'Jürgen Müller' },
  queueName: 'Support / EMEA',
  outcome: 'missed',
  disposition: 'Sold',
  note: 'Wants İstanbul offers, Hauptstraße',
} as RecentCall;
const finds = (search: string, given: RecentCall = call): boolean => callSearch(search)(searchedCall(given, 'Missed'));

test.each([
  'muller',
  'MÜLLER',
  'Sold Müller',
  'Müller 500-555',
  '(500)555-0001 emea',
  'emea',
  'Missed',
  'istanbul',
  'HAUPTSTRASSE',
  'ＥＭＥＡ',
  '5005550001',
  '0500 555',
  '(500) 555',
  '٥٠٠ ٥٥٥',
  '  ',
  '0001',
])('finds "%s"', (search) => {
  expect(finds(search)).toBe(true);
});

test.each(['meier', '5005550002', 'answered', '12', 'sold meier', 'müller 500-556'])('does not find "%s"', (search) => {
  expect(finds(search)).toBe(false);
});

test('finds no digit behind a mask', () => {
  const masked = { ...call, party: { address: '+1••••••0001', isMasked: true, name: null } };
  expect(finds('5550001', masked)).toBe(false);
  expect(finds('10001', masked)).toBe(false);
  expect(finds('0001', masked)).toBe(true);
});
