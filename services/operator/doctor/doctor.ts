import { clientsOf, checkAccount } from './checks/account';
import { checkBackend } from './checks/backend';
import { checkClock } from './checks/clock';
import { checkDatabase } from './checks/database';
import { checkFlex } from './checks/flex';
import { checkPlugins } from './checks/plugins';
import { checkSettings } from './checks/settings';
import { checkSyncService } from './checks/sync-service';
import { checkToolchain } from './checks/toolchain';
import { checkWorkspace } from './checks/workspace';
import type { Finding } from './finding';
import type { Settings } from '../account/settings';

/**
 * Looks at everything that an installation needs, and changes nothing; never throws for what it finds.
 * @param pluginsFolder `plugins/` of the checkout, with what is built there
 * @param home the folder of the user, in which Twilio's CLI keeps its own
 */
export async function examine(settings: Settings, pluginsFolder: string, home: string): Promise<readonly Finding[]> {
  const clients = clientsOf(settings);
  const found = await Promise.all([
    checkAccount(settings, clients),
    checkWorkspace(settings, clients),
    checkSyncService(settings, clients),
    checkFlex(settings, clients),
    checkPlugins(settings, clients, pluginsFolder),
    checkToolchain(home),
    checkBackend(settings),
    checkClock(settings),
    checkDatabase(settings),
  ]);
  return [...checkSettings(settings), ...found.flat()];
}
