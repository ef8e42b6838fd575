import fc from 'fast-check';
import { callerIdNumber, dialableNumber, isWithheld, partyKey } from './address';

const WORDS = ['anonymous', 'restricted', 'unknown', 'unavailable', 'blocked', 'private'];
// Written out: what the words spell is the fact, not the way to compute it.
const DIGITS = ['266696687', '7378742833', '8656696', '86282452253', '2562533', '7748283'];

const inAnyCase = (word: string): fc.Arbitrary<string> =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((upper) => Array.from(word, (letter, at) => (upper[at] === true ? letter.toUpperCase() : letter)).join(''));
const hosts = fc.constantFrom(
  'anonymous.invalid',
  '192.0.2.7',
  'trunk.pstn.twilio.com',
  '192.0.2.7:5060;transport=udp',
);
const schemes = fc.constantFrom(
  '',
  '+',
  'sip:',
  'sips:',
  'SIP:',
  'client:',
  'Client:',
  'tel:',
  'sms:',
  'whatsapp:',
  'sip:+',
);

/** Every way in which a word, or the digits that spell it, is sent in place of a number. */
const withheld = fc.oneof(fc.constantFrom(...WORDS).chain(inAnyCase), fc.constantFrom(...DIGITS)).chain((nobody) =>
  fc.tuple(schemes, hosts, fc.boolean()).map(([scheme, host, isQuoted]) => {
    const address = /^sip/i.test(scheme) ? `${scheme}${nobody}@${host}` : `${scheme}${nobody}`;
    return isQuoted && /^sip/i.test(scheme) ? `"Anonymous" <${address}>;tag=7` : address;
  }),
);

describe('a withheld number', () => {
  it('is nobody in whatever form it is sent: no party, nothing to call, nothing to show to whom is called', () => {
    fc.assert(
      fc.property(withheld, (address) => {
        expect([address, isWithheld(address)]).toEqual([address, true]);
        expect([partyKey(address), dialableNumber(address), callerIdNumber(address)]).toEqual([null, null, null]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ' +Anonymous ',
    'sip:anonymous.invalid',
    'sip:c8oqz84zk7z@anonymous.invalid',
    'anonymous@anonymous.invalid',
    'unknown@192.0.2.7',
    '"Anonymous" <sip:+15005550101@trunk.example.com>',
    'Private Number',
    'CALLER ID BLOCKED',
    'no caller id',
    'Out of area',
    'withheld',
    '+1266696687',
    '0000000000',
    'undefined',
    '＋２６６６９６６８７',
  ])('is %s', (address) => {
    expect(isWithheld(address)).toBe(true);
  });

  it.each([
    '+17378742833', // A number of Austin, Texas, that spells RESTRICTED behind the country code.
    '"Unknown" <sip:+15005550101@trunk.example.com>',
    'private@example.com',
    'unknown-visitor-7',
    'Anonymous Coward Ltd',
    '+26669668712',
    '1000',
  ])('is not %s', (address) => {
    expect(isWithheld(address)).toBe(false);
    expect(partyKey(address)).not.toBeNull();
  });
});

describe('a party', () => {
  /** Ways to write the same number; `(0)` is for those who dial it at home. */
  const written = (country: string, area: string, rest: string): string[] => {
    const number = `+${country}${area}${rest}`;
    return [
      number,
      `00${country}${area}${rest}`,
      `${country}${area}${rest}`,
      `+${country} ${area} ${rest}`,
      `+${country} (0)${area} ${rest}`,
      `+${country} (0) ${area}-${rest}`,
      `(+${country}) ${area} ${rest}`,
      `+${country}–${area}–${rest}`,
      `\u202a${number}\u202c`,
      `whatsapp:${number}`,
      `whatsapp:${number.slice(1)}`,
      `sms:${number}`,
      `tel:${number};ext=12`,
      `${number} ext. 12`,
      `sip:${number}@trunk.example.com`,
      `sip:${number.slice(1)}@192.0.2.7:5060;transport=tls`,
      `sip:%2B${number.slice(1)}@trunk.example.com`,
      `"Ada" <sip:${number};npdi@trunk.example.com>;tag=1`,
      `${number}@trunk.example.com`,
      number.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
      number.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit))),
    ];
  };
  const numbers = fc.tuple(
    fc.constantFrom('44', '49', '1', '33', '7', '353', '81'),
    fc.stringMatching(/^[2-9]\d{2}$/),
    fc.stringMatching(/^[2-9]\d{6}$/),
  );

  it('is the same however its number is written, and is called at that number', () => {
    fc.assert(
      fc.property(numbers, ([country, area, rest]) => {
        const number = `+${country}${area}${rest}`;
        for (const address of written(country, area, rest))
          expect([address, partyKey(address)]).toEqual([address, number]);
        expect(dialableNumber(`whatsapp:${number.slice(1)}`)).toBe(number);
        expect(dialableNumber(`sip:${number}@trunk.example.com`)).toBe(number);
      }),
    );
  });

  it('keeps the zero that numbers in Italy begin with', () => {
    expect(partyKey('+39 (0)6 1234 5678')).toBe('+390612345678');
  });

  it('is told by its identity where it has no number, and the digits of one channel are no number of another', () => {
    const identities = [
      'client:ana',
      'sip:ana@example.com',
      'sip:2001@pbx.example.com',
      'messenger:15005550101',
      'instagram:15005550101',
      'client:15005550101',
      'ana@example.com',
      'web-visitor-7',
      '5f2c1b7e-9a0d-4a57-8d3e-0c9f7a6b5d41',
      '192.168.100.200',
      '123456789012345678',
      'ACME',
    ];
    expect(new Set(identities.map(partyKey)).size).toBe(identities.length);
    expect(identities.map(dialableNumber)).toEqual(identities.map(() => null));
    expect(identities.map(partyKey)).not.toContain('+15005550101');
    expect([null, '', ' ', '<>'].map(partyKey)).toEqual([null, null, null, null]);
  });
});

describe('a number', () => {
  it('of three to six digits is a short code: a party, but nobody calls it or from it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{2,5}$/), fc.constantFrom('', '+', 'sms:'), (digits, before) => {
        expect(partyKey(before + digits)).toBe(digits);
        expect([dialableNumber(before + digits), callerIdNumber(before + digits)]).toEqual([null, null]);
      }),
    );
  });

  it('without a country code is dialed as written, except where one digit tells the country', () => {
    expect(['020 7946 0958', '2025550101', '15005550101', '1-500-555-0101'].map(dialableNumber)).toEqual([
      '02079460958',
      '2025550101',
      '+15005550101',
      '+15005550101',
    ]);
  });

  it('behind a mask cannot be dialed', () => {
    expect(dialableNumber('+1••••••0101')).toBeNull();
  });

  it.each([
    ['+15005550006', '+15005550006'],
    ['tel:+1 500 555 0006', '+15005550006'],
    ['15005550006', '+15005550006'],
    ['12345', null],
    ['02079460958', null],
    ['ACME', null],
    ['whatsapp:+15005550006', null],
    ['rcs:+15005550006', null],
    ['sip:+15005550006@trunk.example.com', null],
    ['+15005550006@trunk.example.com', null],
    ['client:+15005550006', null],
    ['messenger:15005550006', null],
    ['', null],
    [null, null],
  ])('of ours, %s, is shown as %s to whom is called', (line, callerId) => {
    expect(callerIdNumber(line)).toBe(callerId);
  });
});
