import { settingProblemWords } from '../../../../src/contract/settings/flex-settings';
import { backendUrlOf, settingsOf, type UiAttributes } from '../../account/ui-attributes';
import { isSameAddress } from '../../account/addresses';
import { readingOf } from '../../account/reading';
import { valueOf, type Settings } from '../../account/settings';
import { missing, right, unknown, wrong, type Finding } from '../finding';
import { UNREACHABLE, type Clients } from './account';
import { isFinding } from './settings';

/** The oldest Flex UI that has what the plugins call (`manager.localization`). */
const LEAST_FLEX_UI = [2, 7] as const;

/** The Flex configuration: the version of Flex UI, its workspace, and where the plugins find the backend. */
export async function checkFlex(settings: Settings, { byAuthToken }: Clients): Promise<Finding[]> {
  const check = 'flex';
  if (isFinding(byAuthToken)) return [{ ...byAuthToken, check }];
  const reading = await readingOf(byAuthToken.flexApi.v1.configuration().fetch());
  switch (reading.kind) {
    case 'read': {
      // The helper types the attributes as `any`.
      const uiAttributes = (reading.value.uiAttributes ?? {}) as UiAttributes;
      const { uiVersion, taskrouterWorkspaceSid } = reading.value;
      return [
        versionFinding(uiVersion),
        workspaceFinding(taskrouterWorkspaceSid, valueOf(settings, 'TWILIO_WORKSPACE_SID')),
        backendUrlFinding(uiAttributes, valueOf(settings, 'PUBLIC_BASE_URL')),
        ...settingFindings(uiAttributes),
      ];
    }
    case 'missing':
      return [wrong(check, 'The account has no Flex.', 'Set Flex up in the Twilio Console first.')];
    case 'refused':
      return [unknown(check, 'Not looked at: Twilio refuses the auth token.')];
    case 'silent':
      return [unknown(check, `Twilio gave no answer: ${reading.reason}.`, UNREACHABLE)];
  }
}

/** @param version such as `2.17.1`, `~2.17.0` or `2`; Flex takes the newest that fits */
export function versionFinding(version: string | null | undefined): Finding {
  const check = 'flex.ui-version';
  const [, major, minor] = /^[~^]?(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
  if (major === undefined) return unknown(check, 'The configuration names no version of Flex UI.');
  const [leastMajor, leastMinor] = LEAST_FLEX_UI;
  // `2` and `^2.1.0` stand for the newest of their major version.
  const isNewest = minor === undefined || version?.startsWith('^') === true;
  const isEnough = Number(major) === leastMajor && (isNewest || Number(minor) >= leastMinor);
  if (isEnough) return right(check, `Flex UI is ${version ?? ''}.`);
  return wrong(
    check,
    `Flex UI is ${version ?? ''}; the plugins need ${leastMajor}.${leastMinor} or newer of ${leastMajor}.x.`,
    'Choose a newer version in Flex, Admin > Versions > Flex UI.',
  );
}

function workspaceFinding(ofFlex: string | null, ours: string | null): Finding {
  const check = 'flex.workspace';
  if (ours === null) return unknown(check, 'Not looked at: it needs TWILIO_WORKSPACE_SID.');
  if (ofFlex === ours) return right(check, 'Flex uses the workspace that the backend listens to.');
  const says = 'Flex uses another workspace than TWILIO_WORKSPACE_SID: its queues and agents would be others.';
  return wrong(check, says, `In .env, set TWILIO_WORKSPACE_SID to ${ofFlex ?? 'the one of Flex'}.`);
}

function backendUrlFinding(attributes: UiAttributes, publicBaseUrl: string | null): Finding {
  const check = 'flex.backend-url';
  if (publicBaseUrl === null) return unknown(check, 'Not looked at: it needs PUBLIC_BASE_URL.');
  const url = backendUrlOf(attributes);
  if (url === null) {
    const says =
      'The Flex configuration does not say where the backend is (ui_attributes.flex_sync_suite.backend_url).';
    return missing(check, says, 'Run `npm run provision`.');
  }
  if (isSameAddress(url, publicBaseUrl)) return right(check, 'The Flex configuration names the backend.');
  const says = 'The Flex configuration names another backend than PUBLIC_BASE_URL.';
  return wrong(check, says, 'Correct PUBLIC_BASE_URL, or run `npm run provision`, which names it.');
}

/** The settings of the plugins, as they read them: one line for each that is wrong, or one for all. */
function settingFindings(attributes: UiAttributes): readonly Finding[] {
  const check = 'flex.settings';
  const { switches, problems } = settingsOf(attributes);
  // Of the backend's address there is a line of its own.
  const others = problems.filter(({ name }) => name !== 'backend_url');
  if (others.length > 0) {
    return others.map((problem) =>
      wrong(`${check}.${problem.name}`, settingProblemWords(problem), mendingOf(problem.name)),
    );
  }
  const off = Object.entries(switches).filter(([, { value, from }]) => from === 'configuration' && !value);
  const says = off.length === 0 ? 'none is switched off' : `switched off: ${off.map(([name]) => name).join(', ')}`;
  return [right(check, `The settings of the plugins are valid; ${says}.`)];
}

function mendingOf(name: string): string {
  if (name === 'flex_sync_suite') return 'Run `npm run provision`, which puts an object there.';
  // Only by name and dots does `--set` find it.
  if (!/^[\w.]+$/.test(name)) return 'Take it out of `ui_attributes` with the Flex Configuration API.';
  return `Run \`npm run provision -- --set ${name}=default\`, which takes it out.`;
}
