import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'local-twilio-config-'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('the configuration of Local Twilio', () => {
  it('[CP1] works without any variable', () => {
    expect(readConfig({}, root)).toEqual({
      port: 4000,
      knownHosts: [],
      backendUrl: 'http://localhost:4100',
      eventCallbackUrl: 'http://localhost:4100/webhooks/taskrouter',
      syncWebhookUrl: 'http://localhost:4100/webhooks/sync',
      pluginsFolder: join(root, 'plugins'),
      publicFolder: join(root, 'public'),
    });
  });

  it('[CP1] takes the Flex UI bundle that is in the cache', () => {
    mkdirSync(join(root, '.cache', 'flex-ui', '2.17.1-abc'), { recursive: true });
    const bundle = join(root, '.cache', 'flex-ui', '2.17.1-abc', 'flex-ui.js');
    writeFileSync(bundle, '');
    expect(readConfig({}, root)).toMatchObject({ flexUiBundle: bundle });
  });

  it('[CP1] sends callbacks to the public address of the backend', () => {
    const config = readConfig({ LOCAL_TWILIO_PORT: '5000', PUBLIC_BASE_URL: 'https://flex.example.com/' }, root);
    expect(config).toMatchObject({
      port: 5000,
      backendUrl: 'https://flex.example.com/',
      eventCallbackUrl: 'https://flex.example.com/webhooks/taskrouter',
      syncWebhookUrl: 'https://flex.example.com/webhooks/sync',
    });
  });

  it('[CP1] sends no callbacks when the address is empty', () => {
    expect(readConfig({ EVENT_CALLBACK_URL: '' }, root)).toMatchObject({ eventCallbackUrl: '' });
    expect(readConfig({ SYNC_WEBHOOK_URL: '' }, root)).toMatchObject({ syncWebhookUrl: '' });
  });

  it('[CP1] takes the names under which its page is reached as browsers write them', () => {
    const knownHosts = ['desk.example', 'xn--bro-hoa.example', '[fd00::1]'];
    expect(readConfig({ LOCAL_TWILIO_HOSTS: ' Desk.Example,büro.example ,[FD00::1],' }, root)).toMatchObject({
      knownHosts,
    });
  });

  it('[CP1] takes the names of the plugins that Flex loads', () => {
    expect(readConfig({ LOCAL_TWILIO_PLUGINS: 'plugin-a, plugin-b' }, root)).toMatchObject({
      plugins: ['plugin-a', 'plugin-b'],
    });
    expect(readConfig({ LOCAL_TWILIO_PLUGINS: '../plugin-a' }, root)).toEqual({
      problems: ['LOCAL_TWILIO_PLUGINS must be names of plugins such as plugin-recent-calls, separated by commas.'],
    });
  });

  it.each(['a:80', 'a/b', 'a@b', 'http://a', 'a?b', 'a b', '[::1', 'a,:'])('[CP1] %s is no host name', (names) => {
    expect(readConfig({ LOCAL_TWILIO_HOSTS: names }, root)).toEqual({
      problems: ['LOCAL_TWILIO_HOSTS must be host names, separated by commas.'],
    });
  });

  it('[CP1] names every wrong variable at once', () => {
    const outcome = readConfig({
      LOCAL_TWILIO_PORT: '70000',
      LOCAL_TWILIO_HOSTS: 'https://desk.example',
      BACKEND_PORT: 'x',
      PUBLIC_BASE_URL: 'ftp://x',
      EVENT_CALLBACK_URL: 'nowhere',
      SYNC_WEBHOOK_URL: 'nowhere',
      FLEX_UI_BUNDLE: '/no/such/file.js',
    });
    expect('problems' in outcome ? outcome.problems : []).toEqual([
      'LOCAL_TWILIO_PORT must be a port number from 0 to 65535.',
      'LOCAL_TWILIO_HOSTS must be host names, separated by commas.',
      'BACKEND_PORT must be a port number from 0 to 65535.',
      'PUBLIC_BASE_URL must be an http or https URL.',
      'EVENT_CALLBACK_URL must be an http or https URL, or empty.',
      'SYNC_WEBHOOK_URL must be an http or https URL, or empty.',
      'FLEX_UI_BUNDLE must be a file that exists.',
    ]);
  });
});
