import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account as ofLocalTwilio } from '../../local-twilio/base/account';
import { startLocalTwilio, type LocalTwilio } from '../../local-twilio/start-local-twilio';
import { activeConfiguration } from '../account/active-plugins';
import { sha256Of } from '../account/bundle';
import { servedHash } from '../account/served-file';
import { readSettings } from '../account/settings';
import { accountOf, type Account } from './account';
import { readArguments } from './arguments';
import { deploy } from './deploy';
import { planRollback, rollBack } from './rollback';

let local: LocalTwilio;
let folder: string;
let account: Account;

beforeAll(async () => {
  local = await startLocalTwilio({ port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'deploy-'));
  const settings = readSettings({
    TWILIO_ACCOUNT_SID: ofLocalTwilio.accountSid,
    TWILIO_AUTH_TOKEN: ofLocalTwilio.authToken,
    TWILIO_BASE_URL: local.url,
  });
  account = { ...accountOf(settings, folder), wait: () => Promise.resolve() };
});
beforeEach(async () => {
  await control('reset');
  await rm(join(folder, 'plugins'), { recursive: true, force: true });
  for (const name of NAMES) await build(name, `loaded("${name} – 1")`);
});
afterAll(async () => {
  await local.close();
  await rm(folder, { recursive: true });
});

const NAMES = ['plugin-a', 'plugin-b'];
const plugins = () => account.client.flexApi.v1.plugins;

async function control(path: string, body: object = {}): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${local.url}/emulator/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function build(name: string, script: string): Promise<void> {
  const files = join(folder, 'plugins', name, 'build');
  await mkdir(files, { recursive: true });
  await writeFile(join(files, `${name}.js`), script);
  await writeFile(join(files, `${name}.js.map`), `{"file":"${name}"}`);
  if (name === 'plugin-b') await writeFile(join(files, `${name}.js.LICENSE.txt`), 'MIT');
}

async function run(line: string, built = NAMES): Promise<readonly string[]> {
  const told: string[] = [];
  await deploy(account, readArguments([...line.split(' '), '--changelog', 'of a test']), built, (each) =>
    told.push(each),
  );
  return told;
}

/** A plugin of the customer's, which is active. */
async function releaseTheirs(): Promise<void> {
  const { client } = account;
  await plugins().create({ uniqueName: 'plugin-theirs' });
  const pluginUrl = 'https://elsewhere.example/theirs.js';
  const { sid } = await plugins()('plugin-theirs').pluginVersions.create({ versionParam: '9.0.0', pluginUrl });
  const theirs = await client.flexApi.v1.pluginConfigurations.create({
    name: 'theirs',
    plugins: [{ plugin_version: sid, phase: 1 }],
  });
  await client.flexApi.v1.pluginReleases.create({ configurationId: theirs.sid });
}

const active = async (): Promise<readonly string[]> =>
  ((await activeConfiguration(account.client))?.plugins ?? []).map(({ name, version }) => `${name}@${version}`).sort();

const versions = async (name: string): Promise<readonly string[]> =>
  (await plugins()(name).pluginVersions.list()).map(({ version }) => version);

async function hashOf(name: string, version: string): Promise<unknown> {
  const { pluginUrl } = await plugins()(name).pluginVersions(version).fetch();
  const reading = await servedHash(pluginUrl, account);
  return reading.kind === 'read' ? reading.value : reading;
}

interface Logged {
  readonly method: string;
  readonly path: string;
}

/** What was asked, with a star for each SID. */
async function requests(): Promise<readonly string[]> {
  const log = (await (await fetch(`${local.url}/emulator/requests`)).json()) as { requests: readonly Logged[] };
  return log.requests.map(({ method, path }) => `${method} ${path.replaceAll(/[A-Z]{2}[0-9a-f]{32}/g, '*')}`);
}

test('the built bundles are served byte for byte, and all are active in one release beside what was', async () => {
  await releaseTheirs();
  await run('plugin-a plugin-b --minor --release');
  expect(await active()).toEqual(['plugin-a@0.1.0', 'plugin-b@0.1.0', 'plugin-theirs@9.0.0']);
  expect(await hashOf('plugin-b', '0.1.0')).toBe(sha256Of(Buffer.from('loaded("plugin-b – 1")')));
  const { pluginUrl } = await plugins()('plugin-b').pluginVersions('0.1.0').fetch();
  const licences = await servedHash(pluginUrl.replace('bundle.js', 'plugin-b.js.LICENSE.txt'), account);
  expect(licences).toEqual({ kind: 'read', value: sha256Of(Buffer.from('MIT')) });
  expect(await account.client.flexApi.v1.pluginReleases.list()).toHaveLength(2);
  expect(await readdir(join(folder, 'plugins', 'plugin-a'))).toEqual(['build']);
});

test('Twilio is asked in the order of the genuine CLI', async () => {
  await run('plugin-a --minor --release');
  const posts = (await requests()).filter((each) => each.startsWith('POST')).map((each) => each.slice('POST /'.length));
  expect(posts).toEqual([
    'serverless.twilio.com/v1/Services',
    'flex-api.twilio.com/v1/Configuration',
    'serverless.twilio.com/v1/Services/*/Environments',
    'serverless.twilio.com/v1/Services/*/Assets',
    'serverless-upload.twilio.com/v1/Services/*/Assets/*/Versions',
    'serverless.twilio.com/v1/Services/*/Assets',
    'serverless-upload.twilio.com/v1/Services/*/Assets/*/Versions',
    'serverless.twilio.com/v1/Services/*/Builds',
    'serverless.twilio.com/v1/Services/*/Environments/*/Deployments',
    'flex-api.twilio.com/v1/PluginService/Plugins',
    'flex-api.twilio.com/v1/PluginService/Plugins/plugin-a/Versions',
    'flex-api.twilio.com/v1/PluginService/Configurations',
    'flex-api.twilio.com/v1/PluginService/Releases',
  ]);
});

test('what is there with the same bundle is not uploaded again, and earlier versions stay to go back to', async () => {
  await run('plugin-a --minor --release');
  await control('requests');
  const before = (await requests()).length;
  expect(await run('plugin-a --patch --release')).toEqual([
    expect.stringMatching(/^ok .*plugin-a 0\.1\.0/),
    expect.stringMatching(/^ok .*released already/),
  ]);
  expect((await requests()).slice(before).filter((each) => each.startsWith('POST'))).toEqual([]);

  await build('plugin-a', 'second');
  await expect(run('plugin-a --version 0.1.0')).rejects.toThrow(/another content[^]*→/);
  await run('plugin-a --patch --release');
  expect(await versions('plugin-a')).toEqual(['0.1.1', '0.1.0']);
  expect(await hashOf('plugin-a', '0.1.0')).toBe(sha256Of(Buffer.from('loaded("plugin-a – 1")')));
  expect(await active()).toEqual(['plugin-a@0.1.1']);
});

test('a bundle that is missing or older than its sources is refused before anything is sent, and a dry run sends nothing', async () => {
  await expect(run('plugin-a --minor', ['plugin-b'])).rejects.toThrow(/older than its sources[^]*npm run build/);
  await rm(join(folder, 'plugins', 'plugin-b', 'build', 'plugin-b.js'));
  await expect(run('plugin-a plugin-b --minor')).rejects.toThrow(/plugin-b has no bundle[^]*npm run build/);
  await expect(run('plugin-c --minor')).rejects.toThrow(/no plugin plugin-c/);
  expect(await requests()).toEqual([]);
  expect(await run('plugin-a --minor --release --dry-run')).toEqual([
    expect.stringMatching(/^change .*plugin-a 0\.1\.0: upload/),
    expect.stringMatching(/^change .*release/),
  ]);
  expect((await requests()).filter((each) => !each.startsWith('GET'))).toEqual([]);
});

test('a version whose bundle does not come back as it was sent is not registered', async () => {
  const refused = { match: { path: 'twil\\.io' }, status: 403 };
  await control('faults', refused);
  await expect(run('plugin-a --minor')).rejects.toThrow(/not proven[^]*--trust-upload/);
  await expect(versions('plugin-a')).rejects.toMatchObject({ status: 404 });
  await run('plugin-a --minor --trust-upload');
  expect(await versions('plugin-a')).toEqual(['0.1.0']);
});

test('whichever answer is lost, the same command goes on from there, and nothing is there twice', async () => {
  await run('plugin-a --minor --release');
  const kinds = [...new Set(await requests())];
  let failures = 0;
  for (const kind of kinds) {
    await control('reset');
    await releaseTheirs();
    const [method = '', path = ''] = kind.split(' ');
    const pattern = `^${path.replaceAll('.', '\\.').replaceAll('*', '[A-Z]{2}[0-9a-f]{32}')}$`;
    const isChange = method === 'POST';
    const fault = { match: { method, path: pattern }, times: 1, ...(isChange ? { dropAfter: true } : { status: 500 }) };
    await control('faults', fault);
    await run('plugin-a --minor --release').catch(() => (failures += 1));
    await run('plugin-a --minor --release');
    expect({ kind, active: await active() }).toEqual({ kind, active: ['plugin-a@0.1.0', 'plugin-theirs@9.0.0'] });
    expect({ kind, versions: await versions('plugin-a') }).toEqual({ kind, versions: ['0.1.0'] });
    expect(await account.client.serverless.v1.services.list()).toHaveLength(1);
  }
  expect(failures).toBeGreaterThan(10);
});

test('a rollback takes ours back, once more goes further back, and what others released stays', async () => {
  await releaseTheirs();
  await run('plugin-a --minor --release');
  await build('plugin-a', 'second');
  await run('plugin-a --minor --release');
  await build('plugin-a', 'third');
  await run('plugin-a --minor --release');

  for (const ours of [['plugin-a@0.2.0'], ['plugin-a@0.1.0'], []]) {
    await rollBack(account, await planRollback(account));
    expect(await active()).toEqual([...ours, 'plugin-theirs@9.0.0']);
  }
  await expect(planRollback(account)).rejects.toThrow(/no release[^]*→/);
});
