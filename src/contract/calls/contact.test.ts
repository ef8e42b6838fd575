import fc from 'fast-check';
import { readContact } from './contact';

const UUID = '5f2c1b7e-9a0d-4a57-8d3e-0c9f7a6b5d41';

describe('the name of a customer', () => {
  const nobody = fc.constantFrom(
    '+15005550191',
    '15005550191',
    '+1 (500) 555-0191',
    'whatsapp:+15005550191',
    'tel:+15005550191',
    'sip:+15005550191@trunk.example.com',
    'client:ana',
    'ana@example.com',
    UUID,
    UUID.toUpperCase(),
    UUID.replaceAll('-', ''),
    `CH${'0a'.repeat(16)}`,
    '12345',
    'Anonymous',
    'UNKNOWN',
    '+266696687',
    'Callback (+15005550191)',
    'Voicemail: +1 500 555 0191',
    ' ',
  );
  const address = fc.constantFrom('+15005550191', 'whatsapp:+15005550191', 'sip:ana@example.com', UUID, '+15005550192');

  it('is none where it is a number, an address, an identity or a key, in whatever attribute it stands', () => {
    fc.assert(
      fc.property(nobody, nobody, nobody, address, (one, other, third, from) => {
        expect(readContact({ from, name: one, customerName: other, customers: { name: third } }).name).toBeNull();
        expect(readContact({ from, name: 'Ana', customerName: other, customers: { name: third } }).name).toBe('Ana');
      }),
    );
  });

  it.each([
    { identity: 'web-visitor-7', name: 'web-visitor-7' },
    { customerAddress: 'Web-Visitor-7', customerName: 'web-visitor-7', from: 'Ana' },
    { from: 'client:ana', name: 'ana' },
    { from: 'visitor-7', name: 'visitor-7' },
    { direction: 'outbound', outbound_to: 'client:ana', name: 'ana' },
    { from: 15005550191, name: 15005550191 },
  ])('is none where it repeats what the customer is known by: %j', (attributes) => {
    expect(readContact(attributes).name).toBeNull();
  });

  it.each(['Ana', 'Ana 2', '李', '🌸', 'Team 24/7', 'Null Muster', 'Ana Private', 'O’Neill'])('is %s', (name) => {
    expect(readContact({ from: '+15005550191', name }).name).toBe(name);
  });
});

describe('the address of a customer', () => {
  it('is what a visitor is known by, not the name that many have', () => {
    const visitor = (fields: object) => readContact({ channelType: 'web', from: 'Ana', name: 'Ana', ...fields });
    for (const channelType of ['web', undefined]) {
      for (const field of ['customerAddress', 'identity']) {
        expect(visitor({ channelType, [field]: UUID })).toMatchObject({ address: UUID, name: 'Ana' });
      }
    }
    expect(visitor({})).toMatchObject({ address: null, name: 'Ana' });
    expect(visitor({ from: 'Anonymous', name: 'Anonymous', customerAddress: UUID })).toMatchObject({
      address: UUID,
      name: null,
    });
  });

  it.each([
    [{ from: 15005550101, to: 15005550006 }, '15005550101', '15005550006'],
    [{ from: ['+15005550101', '+15005550102'], to: [15005550006] }, '+15005550101', '15005550006'],
    [{ customers: [{ phone: 15005550101 }] }, '15005550101', null],
    [{ from: ' +15005550101 ', called: '+15005550006' }, '+15005550101', '+15005550006'],
    [{ from: 2 ** 60, caller: '+15005550101' }, '+15005550101', null],
    [{ from: true, to: {}, name: null }, null, null],
    [[{ from: '+15005550101' }], null, null],
    [null, null, null],
  ])('is read from %j as text', (attributes, address, line) => {
    expect(readContact(attributes)).toMatchObject({ direction: 'inbound', address, line });
  });

  it.each([
    { callBackData: { numberToCall: '+15005550101', numberToCallFrom: '+15005550006' }, from: '+15005550006' },
    { callBackData: { numberToCall: 15005550101 }, name: 'Callback (+15005550101)', direction: 'inbound' },
    { callbackPhone: '+15005550101', from: 'client:ivr' },
    { callbackPhone: 15005550101 },
  ])('of a callback is the number that was asked for: %j', (attributes) => {
    const { address, name } = readContact(attributes);
    expect([address?.replace('+', ''), name]).toEqual(['15005550101', null]);
  });
});

it.each(['outbound', 'Outbound', 'OUTBOUND-API', 'outbound-dial', 'outbound_api', ' out ', 'outgoing', 'out-bound'])(
  'calls what is "%s" outbound: the customer is whom we called',
  (direction) => {
    expect(readContact({ direction, outbound_to: '+15005550101', from: '+15005550006' })).toMatchObject({
      direction: 'outbound',
      address: '+15005550101',
      line: '+15005550006',
    });
  },
);

it.each(['inbound', 'Inbound', '', 'outer', 'incoming', 1, null])('calls what is "%s" inbound', (direction) => {
  expect(readContact({ direction, from: '+15005550101' })).toMatchObject({
    direction: 'inbound',
    address: '+15005550101',
  });
});
