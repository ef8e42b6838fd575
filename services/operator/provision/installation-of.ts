import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createClient } from '../account/client';
import { valueOf, type SettingName, type Settings } from '../account/settings';
import { writePrivate, writeVariables } from './env-file';
import type { Installation } from './installation';
import { CannotProvision } from './step';

const NEEDED = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_WORKSPACE_SID', 'PUBLIC_BASE_URL'] as const;

/**
 * Takes what provision needs from the environment.
 * @param options.folder where `.env` is; by default the current directory
 * @param options.usesEventStreams false by default
 * @throws CannotProvision with every variable that is missing or malformed
 */
export function installationOf(
  settings: Settings,
  {
    folder = process.cwd(),
    usesEventStreams = false,
  }: { readonly folder?: string; readonly usesEventStreams?: boolean } = {},
): Installation {
  const problems = (Object.keys(settings) as SettingName[]).flatMap((name) => problemOf(settings, name));
  if (problems.length > 0) throw new CannotProvision(`In .env:\n  ${problems.join('\n  ')}`);
  const needed = (name: (typeof NEEDED)[number]): string => valueOf(settings, name) ?? '';
  const accountSid = needed('TWILIO_ACCOUNT_SID');
  const [key, secret] = [valueOf(settings, 'TWILIO_API_KEY'), valueOf(settings, 'TWILIO_API_SECRET')];
  return {
    client: createClient(
      { accountSid, username: accountSid, password: needed('TWILIO_AUTH_TOKEN') },
      valueOf(settings, 'TWILIO_BASE_URL'),
    ),
    accountSid,
    workspaceSid: needed('TWILIO_WORKSPACE_SID'),
    publicBaseUrl: needed('PUBLIC_BASE_URL'),
    usesEventStreams,
    syncServiceSid: valueOf(settings, 'TWILIO_SYNC_SERVICE_SID'),
    apiKey: key === null || secret === null ? null : { sid: key, secret },
    keep: (variables) => writeVariables(join(folder, '.env'), variables),
    backUp: (name, value) => backUp(resolve(folder, valueOf(settings, 'DATA_DIR') ?? '.data'), name, value),
  };
}

function problemOf(settings: Settings, name: SettingName): string[] {
  const setting = settings[name];
  if (setting.state === 'malformed') return [`${name} is wrong: expected ${setting.expected}.`];
  const isNeeded = (NEEDED as readonly SettingName[]).includes(name);
  if (isNeeded && setting.state === 'unset') return [`${name} is not set.`];
  return [...halfKey(settings, name)];
}

/** A key without its secret would be made anew, and the old one forgotten. */
function halfKey(settings: Settings, name: SettingName): readonly string[] {
  const others: Partial<Record<SettingName, SettingName>> = {
    TWILIO_API_KEY: 'TWILIO_API_SECRET',
    TWILIO_API_SECRET: 'TWILIO_API_KEY',
  };
  const other = others[name];
  if (other === undefined || settings[name].state !== 'set' || settings[other].state === 'set') return [];
  return [`${name} is set without ${other}: set both, or empty both for a new key.`];
}

async function backUp(dataDir: string, name: string, value: unknown): Promise<string> {
  const folder = join(dataDir, 'operator');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}-${new Date().toISOString().replaceAll(':', '')}.json`);
  await writePrivate(file, `${JSON.stringify(value, null, 2)}\n`);
  return file;
}
