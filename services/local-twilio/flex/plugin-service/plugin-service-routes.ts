import * as v from 'valibot';
import { parseJson } from '../../base/json';
import { answerRefusals } from '../../http/answer-refusals';
import { PAGED } from '../../http/documented-calls';
import type { EmulatedRoute } from '../../http/documented-host';
import { formOf, type HostRequest, type HostResponse } from '../../http/host-app';
import { listPage } from '../../http/list-page';
import type { PathParams } from '../../http/router';
import { withBasicAuth } from '../../identity/basic-auth';
import type { PluginRegistry } from '../../plugins/plugin-registry';
import { notFound, Refusal, refused } from '../../plugins/refusal';
import { configurationView, configuredView, pluginView, releaseView, versionView } from './plugin-service-views';

interface Asked {
  readonly request: HostRequest;
  /** A segment of the path. */
  readonly at: (name: string) => string;
  /** A field of the form. */
  readonly field: (name: string) => string;
}

type Route = readonly [call: string, parameters: readonly string[], handle: (asked: Asked) => HostResponse];

/** The Plugins API of `flex-api.twilio.com`, with the account's credentials. */
export const pluginServiceRoutes = (registry: PluginRegistry): readonly EmulatedRoute[] =>
  [...pluginRoutes(registry), ...configurationRoutes(registry), ...releaseRoutes(registry)].map(emulated);

function emulated([call, parameters, handle]: Route): EmulatedRoute {
  const [method = '', path = ''] = call.split(' ', 2);
  return answerRefusals(Refusal)({
    method: method as EmulatedRoute['method'],
    path: `/v1/PluginService${path}`,
    parameters,
    handle: (request: HostRequest, params: PathParams) =>
      withBasicAuth(() => {
        const form = formOf(request);
        return handle({ request, at: (name) => params[name] ?? '', field: (name) => form.get(name) ?? '' });
      })(request),
  });
}

const pluginRoutes = (registry: PluginRegistry): readonly Route[] => [
  ['GET /Plugins', PAGED, ({ request }) => list(request, 'plugins', registry.plugins().map(pluginView))],
  [
    'POST /Plugins',
    ['UniqueName', 'FriendlyName', 'Description'],
    ({ field }) =>
      created(pluginView(registry.createPlugin(field('UniqueName'), field('FriendlyName'), field('Description')))),
  ],
  ['GET /Plugins/:plugin', [], ({ at }) => ok(pluginView(registry.plugin(at('plugin'))))],
  [
    'POST /Plugins/:plugin',
    ['FriendlyName', 'Description'],
    ({ request, at }) => {
      const form = formOf(request);
      return ok(pluginView(registry.rename(at('plugin'), form.get('FriendlyName'), form.get('Description'))));
    },
  ],
  [
    'POST /Plugins/:plugin/Archive',
    [],
    ({ at }) => {
      const plugin = registry.plugin(at('plugin'));
      registry.archive(plugin);
      return ok(pluginView(plugin));
    },
  ],
  [
    'GET /Plugins/:plugin/Versions',
    PAGED,
    ({ request, at }) => {
      const versions = [...registry.plugin(at('plugin')).versions].reverse();
      return list(request, 'plugin_versions', versions.map(versionView));
    },
  ],
  [
    'POST /Plugins/:plugin/Versions',
    ['Version', 'PluginUrl', 'Changelog', 'Private', 'CliVersion', 'ValidateStatus'],
    ({ at, field }) => {
      const version = registry.createVersion(registry.plugin(at('plugin')), {
        version: field('Version'),
        pluginUrl: field('PluginUrl'),
        changelog: field('Changelog'),
        private: field('Private') !== 'false',
        validated: field('ValidateStatus') === 'success',
      });
      return created(versionView(version));
    },
  ],
  [
    'GET /Plugins/:plugin/Versions/:version',
    [],
    ({ at }) => ok(versionView(registry.version(registry.plugin(at('plugin')), at('version')))),
  ],
  [
    'POST /Plugins/:plugin/Versions/:version/Archive',
    [],
    ({ at }) => {
      const version = registry.version(registry.plugin(at('plugin')), at('version'));
      registry.archive(version);
      return ok(versionView(version));
    },
  ],
];

const configurationRoutes = (registry: PluginRegistry): readonly Route[] => [
  [
    'GET /Configurations',
    PAGED,
    ({ request }) => list(request, 'configurations', registry.configurations().map(configurationView)),
  ],
  [
    'POST /Configurations',
    ['Name', 'Description', 'Plugins'],
    ({ request, field }) => {
      const plugins = formOf(request).getAll('Plugins').map(configuredIn);
      return created(configurationView(registry.createConfiguration(field('Name'), field('Description'), plugins)));
    },
  ],
  [
    'GET /Configurations/:configuration',
    [],
    ({ at }) => ok(configurationView(registry.configuration(at('configuration')))),
  ],
  [
    'POST /Configurations/:configuration/Archive',
    [],
    ({ at }) => {
      const configuration = registry.configuration(at('configuration'));
      registry.archive(configuration);
      return ok(configurationView(configuration));
    },
  ],
  [
    'GET /Configurations/:configuration/Plugins',
    PAGED,
    ({ request, at }) => {
      const configuration = registry.configuration(at('configuration'));
      const plugins = configuration.plugins.map((plugin) => configuredView(configuration, plugin));
      return list(request, 'plugins', plugins);
    },
  ],
  [
    'GET /Configurations/:configuration/Plugins/:plugin',
    [],
    ({ at }) => {
      const configuration = registry.configuration(at('configuration'));
      const { sid } = registry.plugin(at('plugin'));
      const configured = configuration.plugins.find(({ plugin }) => plugin.sid === sid);
      if (configured === undefined) throw notFound(sid);
      return ok(configuredView(configuration, configured));
    },
  ],
];

const releaseRoutes = (registry: PluginRegistry): readonly Route[] => [
  ['GET /Releases', PAGED, ({ request }) => list(request, 'releases', registry.releases().map(releaseView))],
  [
    'POST /Releases',
    ['ConfigurationId'],
    ({ field }) => created(releaseView(registry.createRelease(field('ConfigurationId')))),
  ],
  ['GET /Releases/:release', [], ({ at }) => ok(releaseView(registry.release(at('release'))))],
];

const Configured = v.object({
  plugin_version: v.string(),
  phase: v.optional(v.pipe(v.number(), v.integer()), 3),
});

/** Each `Plugins` of the form is one of them in JSON. @throws Refusal 400 */
function configuredIn(text: string): { readonly versionSid: string; readonly phase: number } {
  try {
    const { plugin_version: versionSid, phase } = v.parse(Configured, parseJson(text));
    return { versionSid, phase };
  } catch {
    throw refused('Plugins must be objects with plugin_version and phase');
  }
}

const ok = (body: object): HostResponse => ({ status: 200, body });
const created = (body: object): HostResponse => ({ status: 201, body });
const list = (request: HostRequest, key: string, all: readonly object[]): HostResponse =>
  ok(listPage(request, key, all));
