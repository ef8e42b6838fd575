import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { LocalTwilioOptions } from './start-local-twilio';

const Port = (fallback: string) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d+$/, 'expected a port number'),
      v.transform(Number),
      v.maxValue(65_535, 'expected a port number up to 65535'),
    ),
    fallback,
  );

const HttpUrl = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'expected an http or https URL'),
);

const File = v.pipe(
  v.string(),
  v.check((path) => existsSync(path), 'there is no such file or folder'),
);

const Environment = v.object({
  LOCAL_TWILIO_PORT: Port('4000'),
  BACKEND_PORT: Port('4100'),
  PUBLIC_BASE_URL: v.optional(HttpUrl),
  /** Empty: no callbacks. */
  EVENT_CALLBACK_URL: v.optional(v.union([v.literal(''), HttpUrl], 'expected an http or https URL, or nothing')),
  FLEX_UI_BUNDLE: v.optional(File),
  PLUGINS_FOLDER: v.optional(File),
  PUBLIC_FOLDER: v.optional(File),
});

export interface SettingProblems {
  /** One sentence per wrong variable. */
  readonly problems: readonly string[];
}

/**
 * The options of Local Twilio as the environment gives them, or everything that is wrong with it. Folders that no
 * variable names are those of `root`, and so is the Flex UI bundle: the newest in `.cache/flex-ui`.
 */
export function readSettings(
  environment: NodeJS.ProcessEnv,
  root = process.cwd(),
): LocalTwilioOptions | SettingProblems {
  const parsed = v.safeParse(Environment, environment);
  if (!parsed.success) {
    return { problems: parsed.issues.map((issue) => problemOf(issue)) };
  }
  const settings = parsed.output;
  const backendUrl = settings.PUBLIC_BASE_URL ?? `http://localhost:${settings.BACKEND_PORT}`;
  const flexUiBundle = settings.FLEX_UI_BUNDLE ?? newestBundle(join(root, '.cache', 'flex-ui'));
  return {
    port: settings.LOCAL_TWILIO_PORT,
    backendUrl,
    eventCallbackUrl: settings.EVENT_CALLBACK_URL ?? `${backendUrl.replace(/\/$/, '')}/webhooks/taskrouter`,
    ...(flexUiBundle === undefined ? {} : { flexUiBundle }),
    pluginsFolder: settings.PLUGINS_FOLDER ?? join(root, 'plugins'),
    publicFolder: settings.PUBLIC_FOLDER ?? join(root, 'public'),
  };
}

function newestBundle(cache: string): string | undefined {
  if (!existsSync(cache)) return undefined;
  return readdirSync(cache)
    .map((version) => join(cache, version, 'flex-ui.js'))
    .filter((bundle) => existsSync(bundle))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .at(0);
}

const problemOf = (issue: v.BaseIssue<unknown>): string =>
  `${v.getDotPath(issue) ?? 'The environment'} is "${String(issue.input)}": ${issue.message}`;
