import { readConfig } from './config';

const DEFAULTS = { port: 4200, backendUrl: 'http://localhost:4100', writeKey: 'demo-shop-write-key' };

test('needs no variable, and takes a blank one as not set', () => {
  expect(readConfig({})).toEqual(DEFAULTS);
  expect(readConfig({ DEMO_SHOP_PORT: '', BACKEND_URL: ' ', DEMO_SHOP_WRITE_KEY: '' })).toEqual(DEFAULTS);
});

test('takes another port, backend and write key', () => {
  const environment = { DEMO_SHOP_PORT: '0', BACKEND_URL: 'https://shop.example/events/', DEMO_SHOP_WRITE_KEY: 'k_1' };
  expect(readConfig(environment)).toEqual({ port: 0, backendUrl: 'https://shop.example/events', writeKey: 'k_1' });
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
