import { basename } from 'node:path';
import { fetch, FormData } from 'undici';
import type { Bundle } from '../account/bundle';
import { redirected } from '../account/client';
import type { Account } from './account';
import { CannotDeploy } from './cannot-deploy';
import { ensureRuntime, type Runtime } from './runtime';

/** The builder's own limit, and the least of what Twilio documents. */
const MOST_BYTES = 10_000_000;
const UPLOAD_TIMEOUT_MS = 300_000;
const BUILD_WITHIN_MS = 120_000;
const POLL_MS = 500;

/** A file that a build serves; the helper types them as `any`. */
interface ServedFile {
  readonly sid: string;
  readonly path: string;
}

/** Where the CLI puts the files of a version. */
export const pathOf = (plugin: string, version: string, file: string): string =>
  `/plugins/${plugin}/${version}/${file}`;

export const urlOf = ({ environment }: Runtime, path: string): string => `https://${environment.domainName}${path}`;

export const servedFiles = ({ build }: Runtime): readonly ServedFile[] =>
  (build?.assetVersions ?? []) as readonly ServedFile[];

/** Uploads the files of a bundle and serves them beside those of earlier versions, which stay for a rollback. */
export async function upload(account: Account, bundle: Bundle, version: string): Promise<Runtime> {
  const tooLarge = [...bundle.files].find(([, { length }]) => length > MOST_BYTES);
  if (tooLarge !== undefined) {
    throw new CannotDeploy(
      `${bundle.name}: ${tooLarge[0]} has ${String(tooLarge[1].length)} bytes; Flex takes 10 MB at most.`,
      'Build it without what it does not need.',
    );
  }
  const runtime = await ensureRuntime(account, bundle.name);
  const uploaded: ServedFile[] = [];
  for (const [file, content] of bundle.files) {
    const path = pathOf(bundle.name, version, file);
    uploaded.push({ path, sid: await uploadFile(account, runtime.serviceSid, bundle.name, path, content) });
  }
  const paths = new Set(uploaded.map(({ path }) => path));
  const kept = servedFiles(runtime).filter(({ path }) => !paths.has(path));
  await serve(account, runtime, [...kept, ...uploaded]);
  return runtime;
}

async function uploadFile(
  account: Account,
  serviceSid: string,
  plugin: string,
  path: string,
  content: Buffer,
): Promise<string> {
  const { client, accountSid, authToken, baseUrl } = account;
  const asset = await client.serverless.v1.services(serviceSid).assets.create({ friendlyName: plugin });
  const form = new FormData();
  form.set('Path', path);
  form.set('Visibility', 'Protected');
  form.set('Content', new Blob([new Uint8Array(content)], { type: contentTypeOf(path) }), basename(path));
  // The helper has no uploads.
  const url = `https://serverless-upload.twilio.com/v1/Services/${serviceSid}/Assets/${asset.sid}/Versions`;
  const response = await fetch(baseUrl === null ? url : redirected(url, baseUrl), {
    method: 'POST',
    body: form,
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  const answer = await response.text();
  const sid = /"sid"\s*:\s*"(ZN[0-9a-f]{32})"/.exec(answer)?.[1];
  if (response.ok && sid !== undefined) return sid;
  throw new Error(`The upload of ${path} was answered with HTTP ${String(response.status)}: ${answer.slice(0, 200)}`);
}

/** Such as the CLI gives. */
function contentTypeOf(path: string): string {
  if (path.endsWith('.js')) return 'application/javascript';
  return path.endsWith('.map') ? 'application/json' : 'text/plain';
}

async function serve(account: Account, runtime: Runtime, files: readonly ServedFile[]): Promise<void> {
  const { serviceSid, environment, build: before } = runtime;
  const service = account.client.serverless.v1.services(serviceSid);
  const functions = (before?.functionVersions ?? []) as readonly ServedFile[];
  const dependencies = (before?.dependencies ?? []) as readonly unknown[];
  const { sid } = await service.builds.create({
    assetVersions: files.map((file) => file.sid),
    ...(functions.length === 0 ? {} : { functionVersions: functions.map((each) => each.sid) }),
    ...(dependencies.length === 0 ? {} : { dependencies: JSON.stringify(dependencies) }),
    runtime: before?.runtime ?? 'node22',
  });
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const { status } = await service.builds(sid).buildStatus().fetch();
    if (status === 'completed') break;
    if (status === 'failed' || waitedMs >= BUILD_WITHIN_MS) {
      throw new CannotDeploy(
        `Twilio's build ${sid} of ${environment.uniqueName} ${status === 'failed' ? 'failed' : 'is not done after two minutes'}.`,
        'Nothing was registered: run it again, and see https://status.twilio.com.',
      );
    }
    await account.wait(POLL_MS);
  }
  await service.environments(environment.sid).deployments.create({ buildSid: sid, isPlugin: true });
}
