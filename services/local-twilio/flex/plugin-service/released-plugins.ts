import type { HostResponse } from '../../http/host-app';
import type { PluginRegistry, PluginVersion } from '../../plugins/plugin-registry';
import type { Serverless } from '../../plugins/serverless';

/** A line of the plugin service, as Flex UI reads it. */
export interface LoadedPlugin {
  readonly name: string;
  readonly version: string;
  readonly src: string;
  readonly phase: number;
}

/** The plugins of the active release, for the page's plugin service. */
export interface ReleasedPlugins {
  /** Null while nothing was ever released. */
  readonly list: () => readonly LoadedPlugin[] | null;
  /** What was uploaded beside a version's bundle; undefined where there is none. */
  readonly file: (name: string, version: string, file: string) => HostResponse | undefined;
}

/**
 * Flex has bundles of this account's domains through itself, since a page cannot sign for a protected file. A bundle that
 * lies elsewhere is loaded from there.
 */
export function createReleasedPlugins(registry: PluginRegistry, serverless: Serverless): ReleasedPlugins {
  const fileOf = ({ pluginUrl }: PluginVersion, file: string) => {
    const { hostname, pathname } = new URL(file, pluginUrl);
    return serverless.fileAt(hostname, pathname);
  };
  const srcOf = (name: string, version: PluginVersion): string => {
    const bundle = version.pluginUrl.slice(version.pluginUrl.lastIndexOf('/') + 1);
    return fileOf(version, bundle) === undefined ? version.pluginUrl : `/plugins/${name}/${version.version}/${bundle}`;
  };
  return {
    list: () =>
      registry.released()?.map(({ plugin, version, phase }) => ({
        name: plugin.uniqueName,
        version: version.version,
        src: srcOf(plugin.uniqueName, version),
        phase,
      })) ?? null,
    file(name, versionName, file) {
      const version = registry
        .plugins()
        .find(({ uniqueName }) => uniqueName === name)
        ?.versions.find((each) => each.version === versionName);
      const found = version === undefined ? undefined : fileOf(version, file);
      if (found === undefined) return undefined;
      return {
        status: 200,
        headers: { 'cache-control': 'no-store', 'content-type': `${found.contentType}; charset=utf-8` },
        body: found.content,
      };
    },
  };
}
