import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetClient, BuildClient, DeploymentClient, ServerlessClient } from '@twilio/flex-plugin-scripts/dist/clients';
import twilio from 'twilio';
import { account } from '../base/account';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';

const { accountSid, authToken } = account;

let local: LocalTwilio;
let client: twilio.Twilio;
let folder: string;
/** What was uploaded before the first test. */
let there: Awaited<ReturnType<typeof deployed>>;

beforeAll(async () => {
  local = await startLocalTwilio({ port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'plugins-'));
  client = twilio(accountSid, authToken, { accountSid });
  client.flexApi.baseUrl = at('flex-api.twilio.com');
  client.serverless.baseUrl = at('serverless.twilio.com');
  there = await deployed();
});
afterAll(async () => {
  await local.close();
  await rm(folder, { recursive: true });
});

const at = (host: string): string => `${local.url}/__twilio/${host}`;
const plugins = () => client.flexApi.v1.plugins;
const services = () => client.serverless.v1.services;

/** What the genuine Flex plugin CLI uploads with. */
function builder(serviceSid: string) {
  const redirected = new ServerlessClient(accountSid, authToken, {
    skipCacheSetup: true,
    requestInterceptors: [
      (request) =>
        Promise.resolve({ ...request, baseURL: (request.baseURL ?? '').replace('https://', `${local.url}/__twilio/`) }),
    ],
  });
  return {
    http: redirected,
    assets: new AssetClient(redirected, serviceSid),
    builds: new BuildClient(redirected, serviceSid),
  };
}

const PATH = '/plugins/plugin-a/1.0.0/bundle.js';
const CONTENT = Buffer.concat([Buffer.from('loaded("ä");\n'), Buffer.from([0xff, 0xfe, 0x0a]), randomBytes(100_000)]);

/** Uploads a bundle and puts it under a domain, with the genuine code of the CLI. */
async function deployed() {
  const service = await services().create({ uniqueName: 'default', friendlyName: 'Flex Plugins Service' });
  const file = join(folder, 'plugin-a.js');
  await writeFile(file, CONTENT);
  const { http, assets, builds } = builder(service.sid);
  const version = await assets.upload('plugin-a', PATH, file);
  const build = await builds.create({ FunctionVersions: [], AssetVersions: [version.sid], Dependencies: {} });
  const environment = await services()(service.sid).environments.create({
    uniqueName: 'plugin-a',
    domainSuffix: 'abc',
  });
  await new DeploymentClient(http, service.sid, environment.sid).create(build.sid);
  return { service, version, build, environment, url: `https://${environment.domainName}${PATH}` };
}

const signed = (url: string) => ({
  headers: { 'x-twilio-signature': createHmac('sha1', authToken).update(url).digest('base64') },
});
const served = (url: string, init?: RequestInit) => fetch(url.replace('https://', `${local.url}/__twilio/`), init);

test('[PL1, PL2, PL3] what the CLI uploads is served byte for byte at the domain, to whoever signs as Twilio does', async () => {
  const { service, version, build, environment, url } = there;
  expect(build).toMatchObject({ status: 'completed', asset_versions: [{ sid: version.sid, path: PATH }] });
  const ofHelper = services()(service.sid);
  expect((await ofHelper.environments.list()).map(({ buildSid }) => buildSid)).toEqual([build.sid]);
  expect((await ofHelper.builds(build.sid).buildStatus().fetch()).status).toBe('completed');
  const [asset] = await ofHelper.assets.list();
  expect(await ofHelper.assets(asset?.sid ?? '').assetVersions.list()).toMatchObject([
    { path: PATH, visibility: 'protected' },
  ]);

  expect((await served(url)).status).toBe(403);
  expect((await served(url, signed(`${url}?a=1`))).status).toBe(403);
  const answer = await served(url, signed(url));
  expect(answer.headers.get('content-type')).toBe('application/javascript');
  expect(Buffer.from(await answer.arrayBuffer()).equals(CONTENT)).toBe(true);
  expect((await served(`${url}.map`, signed(`${url}.map`))).status).toBe(404);
  expect((await served(`https://other.twil.io${PATH}`)).status).toBe(404);
  expect(environment.domainName).toMatch(/-abc\.twil\.io$/);
});

test('[PL1] names and paths are there once, and a build is not ready before somebody has looked', async () => {
  const { service, version } = there;
  const again = services().create({ uniqueName: 'default', friendlyName: 'x' });
  await expect(again).rejects.toMatchObject({ status: 400, code: 20001 });
  const ofService = services()(service.sid);
  const environment = ofService.environments.create({ uniqueName: 'plugin-a', domainSuffix: 'other' });
  await expect(environment).rejects.toMatchObject({ status: 400 });
  const twice = ofService.builds.create({ assetVersions: [version.sid, version.sid] });
  await expect(twice).rejects.toMatchObject({ status: 400 });
  const build = await ofService.builds.create({ assetVersions: [version.sid] });
  expect(build.status).toBe('building');
  const second = await ofService.environments.create({ uniqueName: 'b', domainSuffix: 'b' });
  const deploy = () => ofService.environments(second.sid).deployments.create({ buildSid: build.sid, isPlugin: true });
  await expect(deploy()).rejects.toMatchObject({ status: 400 });
  await ofService.builds(build.sid).fetch();
  expect(await deploy()).toMatchObject({ buildSid: build.sid });
  await expect(services()(`ZS${'9'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[PL2] an upload without its parts, without rights or above 25 MB is refused', async () => {
  const { service } = there;
  const assetSid = (await services()(service.sid).assets.list())[0]?.sid ?? '';
  const send = async (fields: Readonly<Record<string, string>>, content: Uint8Array | null, authorization = BASIC) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    if (content !== null) body.set('Content', new Blob([content]), 'a.js');
    const path = `/v1/Services/${service.sid}/Assets/${assetSid}/Versions`;
    return (
      await fetch(`${at('serverless-upload.twilio.com')}${path}`, { method: 'POST', headers: { authorization }, body })
    ).status;
  };
  const whole = { Path: 'a.js', Visibility: 'Protected' };
  const some = new Uint8Array(10);
  expect(await send(whole, some)).toBe(201);
  expect(await send(whole, some, 'Basic eDp5')).toBe(401);
  expect(await send({ Path: 'a.js' }, some)).toBe(400);
  expect(await send({ ...whole, Visibility: 'secret' }, some)).toBe(400);
  expect(await send({ ...whole, Path: `/${'a'.repeat(300)}` }, some)).toBe(400);
  expect(await send(whole, null)).toBe(400);
  expect(await send(whole, new Uint8Array(25 * 1024 * 1024 + 1))).toBe(400);
  expect(await send(whole, new Uint8Array(27 * 1024 * 1024))).toBe(413);
});

const BASIC = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

test('[PL4] plugins are deployed as plugins, or not at all', async () => {
  const { service, build, environment } = there;
  const plain = services()(service.sid).environments(environment.sid).deployments.create({ buildSid: build.sid });
  await expect(plain).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('Flex Plugins') as string,
  });
});

const version = async (name: string, versionParam: string, pluginUrl = `https://elsewhere.example/${name}.js`) =>
  plugins()(name).pluginVersions.create({ versionParam, pluginUrl, changelog: `of ${versionParam}`, private: true });

test('[PL5, PL9] plugins and versions are found by SID and by name, the newest first, and each is there once', async () => {
  const plugin = await plugins().create({ uniqueName: 'plugin-a' });
  await plugins().create({ uniqueName: 'plugin-b', friendlyName: 'B' });
  expect((await plugins().list()).map(({ uniqueName }) => uniqueName)).toEqual(['plugin-b', 'plugin-a']);
  await expect(plugins().create({ uniqueName: 'plugin-a' })).rejects.toMatchObject({ status: 400 });
  expect(await plugins()(plugin.sid).update({ description: 'd' })).toMatchObject({
    description: 'd',
    uniqueName: 'plugin-a',
  });

  await version('plugin-a', '1.0.0');
  const second = await version('plugin-a', '1.1.0');
  const listed = await plugins()('plugin-a').pluginVersions.list({ pageSize: 1 });
  expect(listed.map((each) => each.version)).toEqual(['1.1.0', '1.0.0']);
  expect(await plugins()(plugin.sid).pluginVersions('1.1.0').fetch()).toMatchObject({
    sid: second.sid,
    version: '1.1.0',
  });
  await expect(version('plugin-a', '1.1.0')).rejects.toMatchObject({ status: 400 });
  await expect(version('plugin-a', 'new')).rejects.toMatchObject({ status: 400 });
  const moreInfo = 'https://www.twilio.com/docs/errors/20404';
  await expect(plugins()('plugin-c').fetch()).rejects.toMatchObject({ status: 404, code: 20404, moreInfo });
});

const configurations = () => client.flexApi.v1.pluginConfigurations;
const releases = () => client.flexApi.v1.pluginReleases;
const configure = (name: string, ...versions: readonly { readonly sid: string }[]) =>
  configurations().create({ name, plugins: versions.map(({ sid }) => ({ plugin_version: sid, phase: 3 })) });

const loaded = async (): Promise<unknown> => {
  const { session } = (await (
    await fetch(`${local.url}/emulator/flex-sign-in`, { method: 'POST', body: JSON.stringify({ as: 'agent' }) })
  ).json()) as { session: { token: string } };
  return (await fetch(`${local.url}/plugins`, { headers: { 'x-flex-jwe': session.token } })).json();
};

test('[PL7, CP5] Flex loads what was released, from the domain or from elsewhere, until a reset', async () => {
  const built = await loaded();
  await plugins().create({ uniqueName: 'plugin-x' });
  await plugins().create({ uniqueName: 'plugin-y' });
  const ours = await version('plugin-x', '1.0.0', there.url);
  expect(await loaded()).toEqual(built);
  await releases().create({ configurationId: (await configure('a', ours, await version('plugin-y', '2.0.0'))).sid });
  expect(await loaded()).toEqual([
    { name: 'plugin-x', version: '1.0.0', src: '/plugins/plugin-x/1.0.0/bundle.js', phase: 3 },
    { name: 'plugin-y', version: '2.0.0', src: 'https://elsewhere.example/plugin-y.js', phase: 3 },
  ]);
  const bundle = await fetch(`${local.url}/plugins/plugin-x/1.0.0/bundle.js`);
  expect(bundle.headers.get('content-type')).toMatch(/javascript/);
  expect(Buffer.from(await bundle.arrayBuffer()).equals(CONTENT)).toBe(true);
  expect((await fetch(`${local.url}/plugins/plugin-x/1.0.1/bundle.js`)).status).toBe(404);

  await releases().create({ configurationId: (await configure('none')).sid });
  expect(await loaded()).toEqual([]);
  await fetch(`${local.url}/emulator/reset`, { method: 'POST' });
  expect(await loaded()).toEqual(built);
  expect(await services().list()).toEqual([]);
});

test('[PL6] the last release is active, and what it holds cannot be archived', async () => {
  await plugins().create({ uniqueName: 'plugin-a' });
  const [first, second] = [await version('plugin-a', '1.0.0'), await version('plugin-a', '1.1.0')];
  await expect(releases()('Active').fetch()).rejects.toMatchObject({ status: 404 });
  await expect(configure('both', first, second)).rejects.toMatchObject({ status: 400 });
  const [old, now] = [await configure('old', first), await configure('now', second)];
  await releases().create({ configurationId: old.sid });
  await releases().create({ configurationId: now.sid });
  expect((await releases()('Active').fetch()).configurationSid).toBe(now.sid);
  expect((await releases().list()).map((each) => each.configurationSid)).toEqual([now.sid, old.sid]);
  expect(await configurations()(now.sid).plugins.list()).toMatchObject([
    { uniqueName: 'plugin-a', version: '1.1.0', phase: 3, pluginVersionSid: second.sid },
  ]);

  const archive = (sid: string) => client.flexApi.v1.pluginVersionArchive('plugin-a', sid).update();
  await expect(archive(second.sid)).rejects.toMatchObject({ status: 400 });
  expect(await archive(first.sid)).toMatchObject({ archived: true });
  await expect(configure('again', first)).rejects.toMatchObject({ status: 400 });
  await expect(releases().create({ configurationId: `FJ${'9'.repeat(32)}` })).rejects.toMatchObject({ status: 400 });
});

test('[PL8] the sources that the CLI sends before a deploy are taken, and not looked at', async () => {
  const ask = (authorization: string) =>
    fetch(`${at('flex-plugin-upload.us1.twilio.com')}/v1/Plugin/Validate`, {
      method: 'POST',
      headers: { authorization },
    });
  expect(await (await ask(BASIC)).json()).toMatchObject({ errors: [], dom_manipulation: [] });
  expect((await ask('Basic eDp5')).status).toBe(401);
});

test('[FX17] the services of the plugins and the version of Flex UI are set beside the attributes', async () => {
  const configuration = client.flexApi.v1.configuration();
  const before = await configuration.fetch();
  const sid = `ZS${'1'.repeat(32)}`;
  await configuration.update({ account_sid: accountSid, serverless_service_sids: [sid], ui_version: '2.16.0' });
  expect(await configuration.fetch()).toMatchObject({
    serverlessServiceSids: [sid],
    uiVersion: '2.16.0',
    uiAttributes: before.uiAttributes as unknown,
  });
});
