import { isDeepStrictEqual } from 'node:util';
import { isSameAddress } from '../account/addresses';
import { readingOf } from '../account/reading';
import { backendUrlOf, valueAt, withSettings, type SettingChanges, type UiAttributes } from '../account/ui-attributes';
import { CannotProvision, type Step } from './step';
import type { Installation } from './installation';

const NAME = 'Flex configuration';

/** Tells the plugins where the backend is, in `ui_attributes`, of which nothing else changes. */
export async function flexSteps(installation: Installation): Promise<readonly Step[]> {
  const { publicBaseUrl } = installation;
  const before = backendUrlOf(await readAttributes(installation));
  if (before !== null && isSameAddress(before, publicBaseUrl)) {
    return [{ kind: 'done', name: NAME, says: `the plugins find the backend at ${publicBaseUrl}` }];
  }
  return [changeOf(installation, { backend_url: publicBaseUrl }, { backend_url: before ?? undefined })];
}

/** Sets settings of the plugins in `ui_attributes`, of which nothing else changes. */
export async function settingSteps(installation: Installation, wanted: SettingChanges): Promise<readonly Step[]> {
  const attributes = await readAttributes(installation);
  return Object.entries(wanted).map(([path, value]): Step => {
    const before = valueAt(attributes, path);
    const isDone = value === null ? before === undefined : before === value;
    if (isDone) return { kind: 'done', name: NAME, says: `${path} is ${shown(before)}` };
    return changeOf(installation, { [path]: value }, { [path]: before });
  });
}

/** @param before what stands there, by the same paths */
function changeOf(
  installation: Installation,
  changes: SettingChanges,
  before: Readonly<Record<string, unknown>>,
): Step {
  const says = Object.entries(changes).map(
    ([path, value]) => `set ui_attributes.flex_sync_suite.${path} from ${shown(before[path])} to ${shown(value)}`,
  );
  return {
    kind: 'change',
    name: NAME,
    says: `${says.join(', ')}; all other attributes stay`,
    apply: () => merge(installation, changes),
  };
}

const shown = (value: unknown): string =>
  value === undefined || value === null ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);

async function merge(installation: Installation, changes: SettingChanges): Promise<string> {
  const { accountSid, client, backUp } = installation;
  // Read again: they are replaced as a whole, and somebody may have changed them since the plan.
  const before = await readAttributes(installation);
  const file = await backUp('ui-attributes', before);
  const wanted = withSettings(before, changes);
  await client.flexApi.v1.configuration().update({ account_sid: accountSid, ui_attributes: wanted });
  const after = await readAttributes(installation);
  const made = Object.entries(changes).map(([path, value]) => `${path} is ${shown(value)}`);
  if (isDeepStrictEqual(after, wanted)) return `${made.join(', ')}; ${file} has what was there.`;
  throw new Error(
    `Flex has other ui_attributes than were written: compare them with ${file}, which has what was there.`,
  );
}

async function readAttributes({ client }: Installation): Promise<UiAttributes> {
  const reading = await readingOf(client.flexApi.v1.configuration().fetch());
  if (reading.kind === 'read') return (reading.value.uiAttributes ?? {}) as UiAttributes;
  throw new CannotProvision('The account has no Flex: set it up in the Twilio Console first.');
}
