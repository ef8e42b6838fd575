import { activeConfiguration, type ConfiguredPlugin } from '../../account/active-plugins';
import { pluginNames, readBundle } from '../../account/bundle';
import { reasonOf, type Reading } from '../../account/reading';
import { servedHash } from '../../account/served-file';
import { valueOf, type Settings } from '../../account/settings';
import { missing, right, unknown, wrong, type Finding } from '../finding';
import { UNREACHABLE, type Clients } from './account';
import { isFinding } from './settings';

const CHECK = 'flex.plugins';
const DEPLOY = 'Run `npm run build` and `npm run deploy -- --minor --changelog "…" --release`.';

/** Which of our plugins Flex loads, and whether they are those that are built here. */
export async function checkPlugins(
  settings: Settings,
  { byAuthToken }: Clients,
  pluginsFolder: string,
): Promise<Finding[]> {
  if (isFinding(byAuthToken)) return [{ ...byAuthToken, check: CHECK }];
  const reader = {
    authToken: valueOf(settings, 'TWILIO_AUTH_TOKEN') ?? '',
    baseUrl: valueOf(settings, 'TWILIO_BASE_URL'),
  };
  try {
    const names = await pluginNames(pluginsFolder);
    const active = await activeConfiguration(byAuthToken);
    const ours = (active?.plugins ?? []).filter(({ name }) => names.includes(name));
    if (ours.length === 0) return [missing(CHECK, 'Flex loads no plugin of the suite.', DEPLOY)];
    return await Promise.all(
      ours.map(async (plugin) => {
        const bundle = await readBundle(pluginsFolder, plugin.name);
        return pluginFinding(plugin, await servedHash(plugin.url, reader), bundle?.sha256 ?? null);
      }),
    );
  } catch (error) {
    return [unknown(CHECK, `Not looked at: ${reasonOf(error)}.`, UNREACHABLE)];
  }
}

/** @param built SHA-256 of the bundle that is built here; null where there is none */
export function pluginFinding(
  { name, version }: Pick<ConfiguredPlugin, 'name' | 'version'>,
  served: Reading<string>,
  built: string | null,
): Finding {
  const plugin = `${name} ${version}`;
  switch (served.kind) {
    case 'read':
      if (built === null) return right(CHECK, `${plugin} is active; none is built here to compare it with.`);
      if (served.value === built) return right(CHECK, `${plugin} is active, and is the bundle that is built here.`);
      return wrong(
        CHECK,
        `${plugin} is active, and is another bundle than the one that is built here.`,
        `If that one should be active: ${DEPLOY}`,
      );
    case 'missing':
      return wrong(CHECK, `${plugin} is active, and its bundle is not there: Flex loads nothing of it.`, DEPLOY);
    case 'refused':
      return unknown(CHECK, `${plugin} is active; Twilio does not give its bundle to be compared.`);
    case 'silent':
      return unknown(CHECK, `${plugin} is active; its bundle could not be read: ${served.reason}.`, UNREACHABLE);
  }
}
