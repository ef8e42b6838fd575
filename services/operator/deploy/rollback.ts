import { readConfiguration, type Configuration, type ConfiguredPlugin } from '../account/active-plugins';
import { pluginNames } from '../account/bundle';
import type { Account } from './account';
import { CannotDeploy } from './cannot-deploy';
import { activate } from './release';

/** How far back is looked. */
const MOST_RELEASES = 50;

/** Ours of a release, and what all of it holds. */
interface Released {
  readonly ours: readonly ConfiguredPlugin[];
}

const keyOf = ({ ours }: Released): string =>
  ours
    .map(({ name, version }) => `${name}@${version}`)
    .sort()
    .join();

/**
 * What was active of ours before what is now. A release that goes back to an earlier state takes what came after it along: a
 * second rollback goes further back, and never forth again.
 * @param releases oldest first
 */
export function stateBefore<State extends Released>(releases: readonly State[]): State | null {
  const way: State[] = [];
  for (const state of releases) {
    const earlier = way.findIndex((each) => keyOf(each) === keyOf(state));
    if (earlier !== -1) way.length = earlier;
    way.push(state);
  }
  return way.at(-2) ?? null;
}

export interface RollbackPlan {
  readonly from: readonly ConfiguredPlugin[];
  readonly to: readonly ConfiguredPlugin[];
  /** Of everybody else: as they are now. */
  readonly others: readonly ConfiguredPlugin[];
}

/** Reads only. @throws CannotDeploy when there is nothing to go back to */
export async function planRollback(account: Account): Promise<RollbackPlan> {
  const { client, pluginsFolder } = account;
  const names = new Set(await pluginNames(pluginsFolder));
  const releases = await client.flexApi.v1.pluginReleases.list({ limit: MOST_RELEASES });
  const configurations = new Map<string, Configuration>();
  for (const { configurationSid } of releases) {
    if (!configurations.has(configurationSid)) {
      configurations.set(configurationSid, await readConfiguration(client, configurationSid));
    }
  }
  const states = releases
    .map(({ configurationSid }) => configurations.get(configurationSid)?.plugins ?? [])
    .map((plugins) => ({
      ours: plugins.filter(({ name }) => names.has(name)),
      others: plugins.filter(({ name }) => !names.has(name)),
    }))
    .reverse();
  const [now, before] = [states.at(-1), stateBefore(states)];
  if (now === undefined || before === null) {
    throw new CannotDeploy(
      'There is no release with other versions of these plugins before the active one.',
      'To take the plugins away: `twilio flex:plugins:release --disable-plugin NAME --name … --description …`.',
    );
  }
  return { from: now.ours, to: before.ours, others: now.others };
}

export function rollbackLine({ from, to, others }: RollbackPlan): string {
  const told = (plugins: readonly ConfiguredPlugin[]): string =>
    plugins.map(({ name, version }) => `${name} ${version}`).join(', ') || 'none';
  return `from ${told(from)} to ${told(to)}; ${String(others.length)} other plugins stay as they are`;
}

export const rollBack = (account: Account, plan: RollbackPlan): Promise<void> =>
  activate(account, [...plan.others, ...plan.to], `rollback ${rollbackLine(plan)}`.slice(0, 500));
