import { callSearch, searchedCall } from '@flex-sync-suite/shared/contract';
import { getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json';
import { numberPlans } from '../../tooling/number-plans';
import { recentCall } from '../testing/call-fixtures';
import plans from './number-plans.json';
import { shownNumber } from './shown-number';

// As google-libphonenumber 3.2.44 writes them, which Flex UI 2.17.1 shows numbers with.
const AS_FLEX_PRINTS = [
  ['+15005550101', '+1 500-555-0101'],
  ['+15555200000', '+1 555-520-0000'],
  ['+442071838750', '+44 20 7183 8750'],
  ['+493012345678', '+49 30 12345678'],
  ['+390612345678', '+39 06 1234 5678'],
  ['+5511961234567', '+55 11 96123-4567'],
  ['+5491123456789', '+54 9 11 2345-6789'],
  ['+81312345678', '+81 3-1234-5678'],
  ['+34910000001', '+34 910 00 00 01'],
  ['+33123456789', '+33 1 23 45 67 89'],
  ['+919876543210', '+91 98765 43210'],
  ['+78005553535', '+7 800 555-35-35'],
  ['+77011234567', '+7 701 123 4567'],
  ['+8001234567', '+800 1234567'],
  ['+15001234567890', '+1 5001234567890'],
] as const;

test.each(AS_FLEX_PRINTS)('%s is shown as %s', (number, shown) => {
  expect(shownNumber(number)).toBe(shown);
});

test.each([
  ['+4402071838750', '+44 20 7183 8750'],
  ['+4400207183875', '+44 00207183875'],
  ['+540111512345678', '+54 9 11 1234-5678'],
  ['+7812345', '+7 812345'],
])('%s, with what is dialled inland, is shown as %s', (number, shown) => {
  expect(shownNumber(number)).toBe(shown);
});

// Else `node plugins/plugin-recent-calls/tooling/number-plans.js` writes them.
test('the plans are those of the library that is installed', () => {
  expect(plans).toEqual(numberPlans());
});

test('a number of any country is grouped as the library groups it', () => {
  const numbers = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? []);
  expect(numbers.length).toBeGreaterThan(200);
  const groups = (text: string): string => text.replace(/\D+/g, ' ');
  expect(numbers.map(({ number }) => groups(shownNumber(number)))).toEqual(
    numbers.map((number) => groups(number.formatInternational())),
  );
});

test.each(['+1 (500) 555-0101', '001 500 555 0101', '15005550101', 'tel:+15005550101', 'whatsapp:+15005550101'])(
  '%s is shown as any other spelling of its number',
  (spelling) => {
    expect(shownNumber(spelling)).toBe('+1 500-555-0101');
  },
);

test.each([
  '020 7183 8750',
  '+99912345678',
  '74567',
  'ada@example.com',
  'sip:+15005550101@trunk.example.com',
  'client:15005550101',
  '+1 500 555 0101 ext. 12',
  '+1500•••0101',
  'visitor-1',
  '',
])('“%s” is shown as it is', (address) => {
  expect(shownNumber(address)).toBe(address);
});

test.each(AS_FLEX_PRINTS)(
  '%s is found by what is stored and by what is shown, alone and beside a name',
  (number, shown) => {
    const call = recentCall(1, 1, { party: { address: number, isMasked: false, name: 'Ana Ruiz' } });
    for (const search of [
      number,
      shown,
      shown.slice(3),
      shown.replace(/^\S+ /, ''),
      `ana ${shown}`,
      `${number} ruiz`,
    ]) {
      expect([search, callSearch(search)(searchedCall(call, 'Answered'))]).toEqual([search, true]);
    }
    expect(callSearch(`ben ${shown}`)(searchedCall(call, 'Answered'))).toBe(false);
  },
);
