import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** `npm run <service>` without npm in between. */
async function runService(name: 'backend' | 'local-twilio' | 'demo-shop', env: Readonly<Record<string, string>>) {
  const script = join(__dirname, 'bin', 'run-service.js');
  const service = spawn(process.execPath, [script, name], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(service, 'exit') as Promise<[number | null]>;
  const [stdout, stderr, [code]] = await Promise.all([text(service.stdout), text(service.stderr), exited]);
  return { code, stdout, problems: stderr.split('\n').filter((line) => line !== '') };
}

test('[CP1] Local Twilio says what is wrong with every setting and exits with 1', async () => {
  const { code, stdout, problems } = await runService('local-twilio', {
    LOCAL_TWILIO_PORT: '70000',
    BACKEND_PORT: 'secret-1',
    PUBLIC_BASE_URL: 'ftp://user:secret-2@example.com',
    EVENT_CALLBACK_URL: 'secret-3',
    FLEX_UI_BUNDLE: __dirname,
    PLUGINS_FOLDER: '/no/such/folder',
    PUBLIC_FOLDER: __dirname,
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(problems).toEqual([
    'LOCAL_TWILIO_PORT must be a port number from 0 to 65535.',
    'BACKEND_PORT must be a port number from 0 to 65535.',
    'PUBLIC_BASE_URL must be an http or https URL.',
    'EVENT_CALLBACK_URL must be an http or https URL, or empty.',
    'FLEX_UI_BUNDLE must be a file that exists.',
    'PLUGINS_FOLDER must be a folder that exists.',
    'PUBLIC_FOLDER must be a folder with an index.html in it.',
  ]);
});

test.each(['127.0.0.1', '::1'])(
  '[CP1] Local Twilio names a port that is taken on %s and exits with 1',
  async (host) => {
    const other = createServer();
    other.listen(0, host);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const outcome = await runService('local-twilio', { LOCAL_TWILIO_PORT: String(port) });
    other.close();
    expect(outcome).toEqual({
      code: 1,
      stdout: '',
      problems: [`Local Twilio cannot start: port ${port} is taken. Set LOCAL_TWILIO_PORT to a free one.`],
    });
  },
);

test('the demo shop names what is wrong with every setting, and a port that is taken, and exits with 1', async () => {
  expect(await runService('demo-shop', { DEMO_SHOP_PORT: 'secret', BACKEND_URL: 'secret' })).toEqual({
    code: 1,
    stdout: '',
    problems: [
      'DEMO_SHOP_PORT must be a port number from 0 to 65535.',
      'BACKEND_URL must be an http or https URL without user, query and fragment.',
    ],
  });
  const other = createServer();
  other.listen(0, '::1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, problems } = await runService('demo-shop', { DEMO_SHOP_PORT: String(port) });
  other.close();
  expect(code).toBe(1);
  expect(problems).toEqual([`The demo shop cannot start: port ${port} is taken. Set DEMO_SHOP_PORT to a free one.`]);
});

test('the backend names a wrong setting and exits with 1', async () => {
  const { code, stdout, problems } = await runService('backend', { BACKEND_PORT: 'x' });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(problems).toContainEqual(expect.stringContaining('BACKEND_PORT'));
});
