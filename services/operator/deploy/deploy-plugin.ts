import { sha256Of, type Bundle } from '../account/bundle';
import { readingOf } from '../account/reading';
import { servedHash } from '../account/served-file';
import type { Account } from './account';
import { CannotDeploy } from './cannot-deploy';
import type { PluginPlan } from './plan';
import { pathOf, upload, urlOf } from './upload';

/** A version that can be released. */
export interface DeployedPlugin {
  readonly name: string;
  readonly version: string;
  readonly versionSid: string;
}

export interface DeployOptions {
  readonly changelog: string;
  /** Registers it also where Twilio does not give back what was uploaded. */
  readonly trustUpload: boolean;
}

const SERVED_WITHIN_MS = 60_000;
const POLL_MS = 1_000;

/** Carries out a plan, in the order of the CLI: files, build, deployment, plugin, version. */
export async function deployPlugin(
  account: Account,
  plan: PluginPlan,
  { changelog, trustUpload }: DeployOptions,
): Promise<DeployedPlugin> {
  const { bundle, version } = plan;
  const { name } = bundle;
  if (plan.kind === 'there') return { name, version, versionSid: plan.versionSid };
  let url = plan.kind === 'register' ? plan.url : '';
  if (plan.kind === 'upload') {
    const runtime = await upload(account, bundle, version);
    url = urlOf(runtime, pathOf(name, version, 'bundle.js'));
    for (const [file, content] of bundle.files) {
      await readBack(account, urlOf(runtime, pathOf(name, version, file)), sha256Of(content), trustUpload);
    }
  }
  await upsertPlugin(account, bundle);
  const { sid } = await account.client.flexApi.v1
    .plugins(name)
    .pluginVersions.create({ versionParam: version, pluginUrl: url, changelog, private: true });
  return { name, version, versionSid: sid };
}

/** What is uploaded has to come back, the same: else a version would be registered that nobody can load. */
async function readBack(account: Account, url: string, sha256: string, trustUpload: boolean): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const reading = await servedHash(url, account);
    if (reading.kind === 'read') {
      if (reading.value === sha256) return;
      throw new CannotDeploy(
        `${url} gives back something else than was uploaded (sha256 ${reading.value}, not ${sha256}).`,
        'Nothing was registered: run it again.',
      );
    }
    if (trustUpload && reading.kind === 'refused') return;
    // A domain that was made a moment ago is not known everywhere yet.
    if (reading.kind !== 'refused' && waitedMs < SERVED_WITHIN_MS) {
      await account.wait(POLL_MS);
      continue;
    }
    const why = reading.kind === 'silent' ? reading.reason : reading.kind;
    throw new CannotDeploy(
      `${url} does not come back (${why}), so that it is not proven that it was uploaded.`,
      reading.kind === 'refused'
        ? 'Nothing was registered. With --trust-upload it is registered without that proof.'
        : 'Nothing was registered: run it again.',
    );
  }
}

async function upsertPlugin({ client }: Account, { name }: Bundle): Promise<void> {
  const reading = await readingOf(client.flexApi.v1.plugins(name).fetch());
  if (reading.kind === 'missing') {
    await client.flexApi.v1.plugins.create({ uniqueName: name, friendlyName: name });
  } else if (reading.kind === 'silent') throw new Error(`Twilio gave no answer about ${name}: ${reading.reason}`);
}
