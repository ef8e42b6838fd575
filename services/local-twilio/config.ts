import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { LocalTwilioOptions } from './start-local-twilio';

const PORT = 'must be a port number from 0 to 65535';
const URL_OF_HTTP = 'must be an http or https URL';
const HOST_NAMES = 'must be host names, separated by commas';
const PLUGIN_NAMES = 'must be names of plugins such as plugin-recent-calls, separated by commas';
const PAGE = 'must be a folder with an index.html in it';

const Port = (fallback: string) =>
  v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/, PORT), v.transform(Number), v.maxValue(65_535, PORT)), fallback);

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
const HttpUrl = v.pipe(v.string(), v.check(isHttpUrl, URL_OF_HTTP));
const HttpUrlOrEmpty = v.pipe(
  v.string(),
  v.check((text) => text === '' || isHttpUrl(text), `${URL_OF_HTTP}, or empty`),
);

/** As browsers write them: in lower case, in Punycode. */
const HostNames = v.pipe(
  v.string(),
  v.transform((text) => namesIn(text)),
  v.check((names) => names.every(isHostName), HOST_NAMES),
  v.transform((names) => names.map((name) => new URL(`http://${name}`).hostname)),
);

const PluginNames = v.pipe(
  v.string(),
  v.transform((text) => namesIn(text)),
  v.check((names) => names.every((name) => /^plugin-[\w-]+$/.test(name)), PLUGIN_NAMES),
);

const File = v.pipe(v.string(), v.check(isFile, 'must be a file that exists'));
const Folder = v.pipe(v.string(), v.check(isFolder, 'must be a folder that exists'));
const PageFolder = v.pipe(
  v.string(),
  v.check((path) => isFile(join(path, 'index.html')), PAGE),
);

const Environment = v.object({
  LOCAL_TWILIO_PORT: Port('4000'),
  /** Names beside `localhost` under which the page is reached. */
  LOCAL_TWILIO_HOSTS: v.optional(HostNames, ''),
  BACKEND_PORT: Port('4100'),
  PUBLIC_BASE_URL: v.optional(HttpUrl),
  /** Empty: no callbacks. */
  EVENT_CALLBACK_URL: v.optional(HttpUrlOrEmpty),
  /** Empty: no webhooks. */
  SYNC_WEBHOOK_URL: v.optional(HttpUrlOrEmpty),
  FLEX_UI_BUNDLE: v.optional(File),
  PLUGINS_FOLDER: v.optional(Folder),
  /** Those of the folder that Flex loads. Empty or not set: all. */
  LOCAL_TWILIO_PLUGINS: v.optional(PluginNames),
  PUBLIC_FOLDER: v.optional(PageFolder),
});

export interface ConfigProblems {
  /** One sentence per wrong variable. */
  readonly problems: readonly string[];
}

/**
 * The options of Local Twilio as the environment gives them, or everything that is wrong with it. Folders that no
 * variable names are those of `root`, and so is the Flex UI bundle: the newest in `.cache/flex-ui`.
 */
export function readConfig(environment: NodeJS.ProcessEnv, root = process.cwd()): LocalTwilioOptions | ConfigProblems {
  const parsed = v.safeParse(Environment, environment);
  if (!parsed.success) {
    return { problems: parsed.issues.map((issue) => problemOf(issue)) };
  }
  const config = parsed.output;
  const backendUrl = config.PUBLIC_BASE_URL ?? `http://localhost:${config.BACKEND_PORT}`;
  const backendRoot = backendUrl.replace(/\/$/, '');
  const flexUiBundle = config.FLEX_UI_BUNDLE ?? newestBundle(join(root, '.cache', 'flex-ui'));
  return {
    port: config.LOCAL_TWILIO_PORT,
    knownHosts: config.LOCAL_TWILIO_HOSTS,
    backendUrl,
    eventCallbackUrl: config.EVENT_CALLBACK_URL ?? `${backendRoot}/webhooks/taskrouter`,
    syncWebhookUrl: config.SYNC_WEBHOOK_URL ?? `${backendRoot}/webhooks/sync`,
    ...(flexUiBundle === undefined ? {} : { flexUiBundle }),
    pluginsFolder: config.PLUGINS_FOLDER ?? join(root, 'plugins'),
    ...(config.LOCAL_TWILIO_PLUGINS === undefined ? {} : { plugins: config.LOCAL_TWILIO_PLUGINS }),
    publicFolder: config.PUBLIC_FOLDER ?? join(root, 'public'),
  };
}

const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** `desk.example` or `[fd00::1]`, without scheme, port, path and user. */
function isHostName(text: string): boolean {
  return /^[^\s/?#@\\]+$/u.test(text) && !/:\d*$/u.test(text) && URL.canParse(`http://${text}`);
}

function newestBundle(cache: string): string | undefined {
  if (!existsSync(cache)) return undefined;
  return readdirSync(cache)
    .map((version) => join(cache, version, 'flex-ui.js'))
    .filter((bundle) => existsSync(bundle))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .at(0);
}

/** Without the value: it may be a secret that was put into the wrong variable, or hold one. */
const problemOf = (issue: v.BaseIssue<unknown>): string =>
  `${v.getDotPath(issue) ?? 'The environment'} ${issue.message}.`;

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
