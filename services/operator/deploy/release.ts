import { activeConfiguration, type Configuration, type ConfiguredPlugin } from '../account/active-plugins';
import type { Account } from './account';
import { CannotDeploy } from './cannot-deploy';

/** A plugin in the version in which it is to be active. */
export type WantedPlugin = Pick<ConfiguredPlugin, 'name' | 'version' | 'versionSid'>;

/** Flex's plugins all start in the last phase. */
const PHASE = 3;

/** What is to be active: ours in these versions, all others as they are. */
export function configurationWith(
  active: Configuration | null,
  ours: readonly WantedPlugin[],
): readonly (WantedPlugin & { readonly phase: number })[] {
  const names = new Set(ours.map(({ name }) => name));
  const others = (active?.plugins ?? []).filter(({ name }) => !names.has(name));
  return [...others, ...ours.map((plugin) => ({ ...plugin, phase: PHASE }))];
}

export const isSame = (
  left: readonly Pick<WantedPlugin, 'versionSid'>[],
  right: readonly Pick<WantedPlugin, 'versionSid'>[],
): boolean => {
  const sids = new Set(left.map(({ versionSid }) => versionSid));
  return left.length === right.length && right.every(({ versionSid }) => sids.has(versionSid));
};

/** One release of them all. @returns what has happened, in a sentence */
export async function release(account: Account, ours: readonly WantedPlugin[], description: string): Promise<string> {
  const active = await activeConfiguration(account.client);
  const wanted = configurationWith(active, ours);
  const names = ours.map(({ name, version }) => `${name} ${version}`).join(', ');
  if (active !== null && isSame(active.plugins, wanted)) return `ok       ${names}: released already.`;
  const kept = wanted.length - ours.length;
  await activate(account, wanted, description);
  return `done     ${names}: released, one release for all; ${String(kept)} other plugins stay as they are.`;
}

/** Makes exactly these active, and reads back that they are. */
export async function activate(
  { client }: Account,
  wanted: readonly (WantedPlugin & { readonly phase: number })[],
  description: string,
): Promise<void> {
  const { sid } = await client.flexApi.v1.pluginConfigurations.create({
    name: 'Flex Sync Suite',
    description,
    plugins: wanted.map(({ versionSid, phase }) => ({ plugin_version: versionSid, phase })),
  });
  const configured = await client.flexApi.v1.pluginConfigurations(sid).plugins.list();
  const isWhole = isSame(
    configured.map(({ pluginVersionSid }) => ({ versionSid: pluginVersionSid })),
    wanted,
  );
  if (!isWhole) {
    const says = `The configuration ${sid} has other plugins than it was made of.`;
    throw new CannotDeploy(says, 'It was not released: run it again.');
  }
  await client.flexApi.v1.pluginReleases.create({ configurationId: sid });
  const after = await activeConfiguration(client);
  if (after?.sid === sid) return;
  const says = `The configuration ${sid} was released, and another is active.`;
  throw new CannotDeploy(says, 'Somebody else released at the same time: see `npm run doctor`, and run it again.');
}
