import type { Bundle } from '../account/bundle';
import { readingOf } from '../account/reading';
import { servedHash } from '../account/served-file';
import type { Account } from './account';
import { CannotDeploy } from './cannot-deploy';
import { findRuntime } from './runtime';
import { pathOf, servedFiles, urlOf } from './upload';
import { isNewer, newestOf, nextVersion, type VersionWish } from './version';

/** What has to be done for one plugin. `register`: it was uploaded before, and the way ended there. */
export type PluginPlan =
  | { readonly kind: 'there'; readonly bundle: Bundle; readonly version: string; readonly versionSid: string }
  | { readonly kind: 'register'; readonly bundle: Bundle; readonly version: string; readonly url: string }
  | { readonly kind: 'upload'; readonly bundle: Bundle; readonly version: string };

interface Registered {
  readonly sid: string;
  readonly version: string;
  readonly pluginUrl: string;
  readonly archived: boolean;
}

/** Reads only. @throws CannotDeploy when the version that is wished for is another's, or no newer one */
export async function planOf(account: Account, bundle: Bundle, wish: VersionWish): Promise<PluginPlan> {
  const registered = await versionsOf(account, bundle.name);
  const newest = newestOf(registered.map(({ version }) => version));
  const same = registered.find(({ version }) => version === (wish.kind === 'exact' ? wish.version : newest));
  if (same !== undefined && !same.archived && (await isServed(account, same.pluginUrl, bundle))) {
    return { kind: 'there', bundle, version: same.version, versionSid: same.sid };
  }
  const version = nextVersion(newest, wish);
  if (!isNewer(version, newest)) {
    const says =
      same === undefined
        ? `${bundle.name}: ${version} is not newer than ${newest}, which is there.`
        : `${bundle.name}: ${version} is there, with another content than the built bundle.`;
    throw new CannotDeploy(says, 'Give a newer --version, or --minor or --patch.');
  }
  const url = await uploadedBefore(account, bundle, version);
  return url === null ? { kind: 'upload', bundle, version } : { kind: 'register', bundle, version, url };
}

/** A line of what is going to be done. */
export function lineOf({ kind, bundle, version }: PluginPlan): string {
  const what = `${bundle.name} ${version}`;
  const hash = `sha256 ${bundle.sha256.slice(0, 12)}…`;
  switch (kind) {
    case 'there':
      return `ok       ${what}: there with this very bundle (${hash}).`;
    case 'register':
      return `change   ${what}: register the bundle that is uploaded already (${hash}).`;
    case 'upload':
      return `change   ${what}: upload the built bundle (${hash}), read it back, and register it.`;
  }
}

async function versionsOf({ client }: Account, plugin: string): Promise<readonly Registered[]> {
  const reading = await readingOf(client.flexApi.v1.plugins(plugin).pluginVersions.list());
  if (reading.kind === 'read') return reading.value;
  if (reading.kind === 'missing') return [];
  throw new CannotDeploy(
    reading.kind === 'silent'
      ? `Twilio gave no answer about ${plugin}: ${reading.reason}.`
      : 'Twilio refuses TWILIO_AUTH_TOKEN for TWILIO_ACCOUNT_SID.',
    'Run `npm run doctor`, which says what is wrong.',
  );
}

async function uploadedBefore(account: Account, bundle: Bundle, version: string): Promise<string | null> {
  const runtime = await findRuntime(account, bundle.name);
  const path = pathOf(bundle.name, version, 'bundle.js');
  if (runtime === null || !servedFiles(runtime).some((file) => file.path === path)) return null;
  const url = urlOf(runtime, path);
  return (await isServed(account, url, bundle)) ? url : null;
}

async function isServed(account: Account, url: string, bundle: Bundle): Promise<boolean> {
  const reading = await servedHash(url, account);
  return reading.kind === 'read' && reading.value === bundle.sha256;
}
