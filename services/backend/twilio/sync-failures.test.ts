import { TwilioRequestError } from './request-error';
import { translationOf } from './sync-failures';

const answer = (status: number | null, code: number | null = null) =>
  new TwilioRequestError(status, code, null, `answered ${String(status)}`);
const failing = (error: Error) => () => Promise.reject(error);
const found = () => Promise.resolve({});
const failureOf = (error: Error, seeContainer: () => Promise<unknown> = found) =>
  translationOf(seeContainer)
    .translated(failing(error))
    .then(
      () => 'none',
      (thrown: unknown) => (thrown as { failure?: unknown }).failure ?? thrown,
    );

test.each([
  [400, 54006, 'refused'],
  [413, null, 'refused'],
  [401, 20003, 'denied'],
  [403, 54056, 'denied'],
  [404, 54050, 'denied'],
  [404, 20404, 'missing'],
  [409, 54301, 'exists'],
  [412, 54103, 'conflict'],
  [429, 54009, 'throttled'],
  [500, null, 'unavailable'],
  [503, null, 'unavailable'],
  [null, null, 'unavailable'],
])('the answer %s with code %s is: %s', async (status, code, failure) => {
  expect(await failureOf(answer(status, code))).toBe(failure);
});

test('nothing is missing where the service itself is, or does not answer', async () => {
  const missing = answer(404, 20404);
  expect(await failureOf(missing, failing(answer(404, 20404)))).toBe('denied');
  expect(await failureOf(missing, failing(answer(503)))).toBe('unavailable');
  expect(await failureOf(missing, failing(answer(401)))).toBe('denied');
  expect(await translationOf(found).orNull(failing(missing))).toBeNull();
  await expect(translationOf(failing(missing)).orNull(failing(missing))).rejects.toMatchObject({ failure: 'denied' });
});

test('many that are missing at once ask for the service once', async () => {
  let asked = 0;
  const { orNull } = translationOf(async () => {
    asked += 1;
    await new Promise(setImmediate);
  });
  await Promise.all(Array.from({ length: 50 }, () => orNull(failing(answer(404, 20404)))));
  expect(asked).toBe(1);
});

test('an error that Twilio did not give stays what it is', async () => {
  const fault = new TypeError('not Twilio');
  expect(await failureOf(fault)).toBe(fault);
});
