import { pluginNames, readBundle, type Bundle } from '../account/bundle';
import type { Account } from './account';
import type { DeployRequest } from './arguments';
import { CannotDeploy } from './cannot-deploy';
import { deployPlugin, type DeployedPlugin } from './deploy-plugin';
import { lineOf, planOf, type PluginPlan } from './plan';
import { release } from './release';

/**
 * Uploads the bundles that `npm run build` made, as they are, and releases them all at once if that is wished for. Done once
 * more after a failure, it goes on from there.
 * @param built names of the plugins whose bundle is of the sources as they are
 */
export async function deploy(
  account: Account,
  request: DeployRequest,
  built: readonly string[],
  tell: (line: string) => void,
): Promise<void> {
  const bundles = await bundlesOf(account, request.plugins, built);
  const plans: PluginPlan[] = [];
  for (const bundle of bundles) plans.push(await planOf(account, bundle, request.wish));
  if (request.dryRun) {
    for (const plan of plans) tell(lineOf(plan));
    tell(request.release ? 'change   release: all of them at once, beside what else is active.' : NOT_RELEASED);
    return;
  }
  const deployed: DeployedPlugin[] = [];
  for (const plan of plans) {
    deployed.push(await deployPlugin(account, plan, request));
    const { bundle, version, kind } = plan;
    const done = `done     ${bundle.name} ${version}: uploaded, read back (sha256 ${bundle.sha256}) and registered.`;
    tell(kind === 'there' ? lineOf(plan) : done);
  }
  tell(request.release ? await release(account, deployed, request.changelog) : NOT_RELEASED);
}

const NOT_RELEASED = 'ok       release: not asked for; the same command with --release makes it active.';

/** All of them, or none: a deploy that stops half-way for a missing bundle would have to be explained. */
async function bundlesOf(
  { pluginsFolder }: Account,
  names: readonly string[],
  built: readonly string[],
): Promise<readonly Bundle[]> {
  const there = await pluginNames(pluginsFolder);
  const bundles: Bundle[] = [];
  for (const name of names) {
    if (!there.includes(name)) {
      throw new CannotDeploy(`There is no plugin ${name}.`, `Those that are there: ${there.join(', ')}.`);
    }
    const bundle = await readBundle(pluginsFolder, name);
    if (bundle === null)
      throw new CannotDeploy(`${name} has no bundle.`, 'Run `npm run build`, and see that it ends well.');
    if (!built.includes(name)) {
      throw new CannotDeploy(`The bundle of ${name} is older than its sources.`, 'Run `npm run build`.');
    }
    bundles.push(bundle);
  }
  return bundles;
}
