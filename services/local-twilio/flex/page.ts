import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { account } from '../base/account';
import type { HostApp, HostRequest, HostResponse } from '../http/host-app';
import { flexUserOf } from '../identity/flex-credentials';
import { isRefused } from '../identity/flex-token';
import { DESKTOPS } from '../identity/flex-users';
import type { LoadedPlugin, ReleasedPlugins } from './plugin-service/released-plugins';

export interface PageOptions {
  readonly now: () => number;
  /** Folder of index.html and what it loads. */
  readonly publicFolder: string;
  /** `plugins/`: each `plugin-…/build/plugin-….js` in it is offered to Flex. */
  readonly pluginsFolder: string;
  /** Names of those that are offered; empty: all. */
  readonly plugins: readonly string[];
  /** Those that were released, which are offered instead once there is a release. */
  readonly released: ReleasedPlugins;
  /** The bundle that sets `window.Twilio.Flex`; null serves the page without Flex UI. */
  readonly flexUiBundle: string | null;
  /** Origin of the backend, which the page may call; null for none. */
  readonly backendUrl: string | null;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};

const NOT_FOUND: HostResponse = { status: 404, body: { status: 404, message: 'There is no such file' } };

/** The page that hosts Flex UI, the plugin service, and the files they load. */
export function createPage(options: PageOptions): HostApp {
  const flexUi = options.flexUiBundle === null ? null : serveBundle(options.flexUiBundle);
  const policy = contentSecurityPolicy(options.backendUrl);

  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, body: { message: 'GET only' } };
    const { path } = request;
    if (path === '/flex-ui.js') return flexUi === null ? NOT_FOUND : flexUi(request);
    if (path === '/desktops.json') {
      return { status: 200, headers: UNCACHED, body: { accountSid: account.accountSid, desktops: DESKTOPS } };
    }
    if (path === '/plugins') return listPlugins(request, options);
    const [, released, version, file] = /^\/plugins\/([^/]+)\/([^/]+)\/([^/]+)$/u.exec(path) ?? [];
    if (released !== undefined) return options.released.file(released, version ?? '', file ?? '') ?? NOT_FOUND;
    if (path.startsWith('/plugins/'))
      return readFile(pluginFile(options.pluginsFolder, path.slice('/plugins/'.length)));
    if (extname(path) !== '') return readFile(join(options.publicFolder, basename(path)));
    // Flex UI keeps its view in the path (`/teams`): every other address is the page.
    const page = readFile(join(options.publicFolder, 'index.html'));
    return { ...page, headers: { ...page.headers, 'content-security-policy': policy } };
  };
}

const UNCACHED = { 'cache-control': 'no-store' };

/**
 * Everything the network shim misses is blocked here instead of reaching the real Twilio with a token of this page.
 * Flex UI compiles its string templates (Handlebars) at run time and writes styles inline; it has no inline script.
 */
function contentSecurityPolicy(backendUrl: string | null): string {
  const backend = backendUrl === null ? '' : ` ${new URL(backendUrl).origin}`;
  return [
    "default-src 'self'",
    "script-src 'self' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "worker-src 'self' blob:",
    `connect-src 'self' ws://localhost:* ws://127.0.0.1:*${backend}`,
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join('; ');
}

/** 18 MB, read once. Its tag is of its content, so that a browser may keep it, and never takes one version for another. */
function serveBundle(file: string): HostApp {
  const etag = `"${createHash('sha256').update(readFileSync(file)).digest('hex')}"`;
  const compressed = existsSync(`${file}.gz`);
  let content: Buffer | null = null;
  return (request) => {
    const headers = { etag, 'cache-control': 'no-cache', 'content-type': CONTENT_TYPES['.js'] ?? '' };
    if (request.headers['if-none-match'] === etag) return { status: 304, headers };
    const acceptsGzip = compressed && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (!acceptsGzip) return { status: 200, headers, body: readFileSync(file) };
    content ??= readFileSync(`${file}.gz`);
    return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: content };
  };
}

/** The plugin service: Flex loads what is listed. */
function listPlugins(request: HostRequest, options: PageOptions): HostResponse {
  const { pluginsFolder, plugins: wanted, released, now } = options;
  if (isRefused(flexUserOf(request, now())))
    return { status: 401, headers: UNCACHED, body: { message: 'Sign in first' } };
  return { status: 200, headers: UNCACHED, body: released.list() ?? builtPlugins(pluginsFolder, wanted) };
}

const builtPlugins = (pluginsFolder: string, wanted: readonly string[]): readonly LoadedPlugin[] =>
  folderNames(pluginsFolder)
    .filter((name) => (wanted.length === 0 ? name.startsWith('plugin-') : wanted.includes(name)))
    .filter((name) => existsSync(pluginFile(pluginsFolder, `${name}.js`)))
    .map((name) => ({ name, version: versionOf(join(pluginsFolder, name)), src: `/plugins/${name}.js`, phase: 3 }));

const folderNames = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

const pluginFile = (folder: string, file: string): string =>
  join(folder, basename(file).replace(/\.js(\.map)?$/, ''), 'build', basename(file));

function versionOf(pluginFolder: string): string {
  const manifest = join(pluginFolder, 'package.json');
  if (!existsSync(manifest)) return '0.0.0';
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string };
  return version ?? '0.0.0';
}

function readFile(file: string): HostResponse {
  if (!existsSync(file)) return NOT_FOUND;
  const contentType = CONTENT_TYPES[extname(file)];
  if (contentType === undefined) return NOT_FOUND;
  return { status: 200, headers: { ...UNCACHED, 'content-type': contentType }, body: readFileSync(file) };
}
