import { twilioUrl } from './twilio-url';

const BASE = 'http://127.0.0.1:4000/__twilio';

test('goes to Twilio when no other place is configured', () => {
  expect(twilioUrl('https://sync.twilio.com/v1/Services?PageSize=1', undefined).href).toBe(
    'https://sync.twilio.com/v1/Services?PageSize=1',
  );
});

test('puts the host into the path below the configured place, and keeps escapes and query as they are', () => {
  expect(twilioUrl('https://sync.twilio.com/v1/Maps/a%2Fb?Key=%20x', BASE).href).toBe(
    `${BASE}/sync.twilio.com/v1/Maps/a%2Fb?Key=%20x`,
  );
});

test('follows a link that the configured place built itself', () => {
  expect(twilioUrl(`${BASE}/sync.twilio.com/v1/Services?Page=1`, BASE).href).toBe(
    `${BASE}/sync.twilio.com/v1/Services?Page=1`,
  );
});

test.each([
  ['https://sync.twilio.com.evil.example/v1', undefined],
  ['https://evil.example/v1', BASE],
  ['http://127.0.0.1:4000/other/sync.twilio.com', BASE],
  ['http://sync.twilio.com/v1', undefined],
  [`${BASE}/sync.twilio.com/v1`, undefined],
])('refuses to send credentials to %s', (url, base) => {
  expect(() => twilioUrl(url, base)).toThrow(RangeError);
});
