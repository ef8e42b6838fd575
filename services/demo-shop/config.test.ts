import { readConfig } from './config';

const DEFAULTS = {
  port: 4200,
  backendUrl: 'http://localhost:4100',
  writeKey: 'demo-shop-write-key',
  secret: null,
  chat: null,
};
const sid = (prefix: string): string => `${prefix}${'0'.repeat(32)}`;
const ACCOUNT = {
  TWILIO_ACCOUNT_SID: sid('AC'),
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_API_KEY: sid('SK'),
  TWILIO_API_SECRET: 'secret',
  DEMO_SHOP_CHAT_SERVICE_SID: sid('IS'),
};
const CHAT = { ...ACCOUNT, DEMO_SHOP_CHAT_ADDRESS_SID: sid('IG') };

test('needs no variable, and takes a blank one as not set', () => {
  expect(readConfig({})).toEqual(DEFAULTS);
  expect(readConfig({ DEMO_SHOP_PORT: '', BACKEND_URL: ' ', DEMO_SHOP_WRITE_KEY: '' })).toEqual(DEFAULTS);
});

test('takes another port, backend and write key', () => {
  const environment = { DEMO_SHOP_PORT: '0', BACKEND_URL: 'https://shop.example/events/', DEMO_SHOP_WRITE_KEY: 'k_1' };
  expect(readConfig(environment)).toEqual({
    ...DEFAULTS,
    ...{ port: 0, backendUrl: 'https://shop.example/events', writeKey: 'k_1' },
  });
});

test('tells everything that is wrong at once, and repeats no value', () => {
  const wrong = { DEMO_SHOP_PORT: '70000', BACKEND_URL: 'ftp://user@secret', DEMO_SHOP_WRITE_KEY: 'not a key' };
  expect(readConfig(wrong)).toEqual({
    problems: [
      'DEMO_SHOP_PORT must be a port number from 0 to 65535.',
      'BACKEND_URL must be an http or https URL without user, query and fragment.',
      'DEMO_SHOP_WRITE_KEY must be of letters, digits, - and _.',
    ],
  });
});

test('an account alone is no chat, an address is', () => {
  expect(readConfig(ACCOUNT)).toEqual(DEFAULTS);
  expect(readConfig({ ...CHAT, DEMO_SHOP_SECRET: 's' })).toEqual({
    ...DEFAULTS,
    secret: 's',
    chat: {
      accountSid: sid('AC'),
      authToken: 'token',
      apiKey: sid('SK'),
      apiSecret: 'secret',
      serviceSid: sid('IS'),
      addressSid: sid('IG'),
      context: {},
      baseUrl: null,
    },
  });
});

test.each([
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/__twilio'],
  ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000/__twilio'],
  ['https://emulator.example/there/', 'https://emulator.example/there'],
])('chats at %s are asked for below %s', (TWILIO_BASE_URL, baseUrl) => {
  expect(readConfig({ ...CHAT, TWILIO_BASE_URL })).toMatchObject({ chat: { baseUrl } });
});

test('tells everything that a chat lacks, and repeats no value', () => {
  const wrong = {
    DEMO_SHOP_CHAT_ADDRESS_SID: 'IGsecret',
    DEMO_SHOP_CHAT_CONTEXT: '[]',
    TWILIO_BASE_URL: 'ftp://secret',
  };
  const told = readConfig(wrong);
  expect(told).toMatchObject({ problems: { length: 8 } });
  expect(JSON.stringify(told)).not.toContain('secret');
});

test.each(Object.keys(ACCOUNT))('a chat needs %s', (name) => {
  expect(readConfig({ ...CHAT, [name]: '' })).toEqual({ problems: [expect.stringMatching(new RegExp(`^${name} `))] });
});
