import { createSid } from '../base/account';
import { notFound, refused } from './refusal';

export interface Plugin {
  readonly sid: string;
  readonly uniqueName: string;
  friendlyName: string;
  description: string;
  archived: boolean;
  readonly createdAt: number;
  updatedAt: number;
  /** Oldest first. */
  readonly versions: PluginVersion[];
}

export interface PluginVersion {
  readonly sid: string;
  readonly pluginSid: string;
  readonly version: string;
  readonly pluginUrl: string;
  readonly changelog: string;
  readonly private: boolean;
  readonly validated: boolean;
  archived: boolean;
  readonly createdAt: number;
}

export interface ConfiguredPlugin {
  readonly plugin: Plugin;
  readonly version: PluginVersion;
  readonly phase: number;
}

export interface PluginConfiguration {
  readonly sid: string;
  readonly name: string;
  readonly description: string;
  archived: boolean;
  readonly plugins: readonly ConfiguredPlugin[];
  readonly createdAt: number;
}

export interface PluginRelease {
  readonly sid: string;
  readonly configurationSid: string;
  readonly createdAt: number;
}

export type NewVersion = Pick<PluginVersion, 'version' | 'pluginUrl' | 'changelog' | 'private' | 'validated'>;

const SEMANTIC_VERSION = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/u;

/** Which plugins an account has, in which versions, and which of them Flex loads: what the Plugins API keeps. */
export class PluginRegistry {
  private readonly pluginsByName = new Map<string, Plugin>();
  private readonly configurationsBySid = new Map<string, PluginConfiguration>();
  /** Oldest first: the last is active. */
  private readonly allReleases: PluginRelease[] = [];

  constructor(private readonly now: () => number) {}

  /** All lists of the Plugins API begin with the newest; the CLI takes the first for the latest. */
  plugins(): readonly Plugin[] {
    return [...this.pluginsByName.values()].reverse();
  }

  configurations(): readonly PluginConfiguration[] {
    return [...this.configurationsBySid.values()].reverse();
  }

  releases(): readonly PluginRelease[] {
    return [...this.allReleases].reverse();
  }

  /** @throws Refusal 404 */
  plugin(sidOrName: string): Plugin {
    const plugin = this.plugins().find(({ sid, uniqueName }) => sid === sidOrName || uniqueName === sidOrName);
    if (plugin === undefined) throw notFound(`/PluginService/Plugins/${sidOrName}`);
    return plugin;
  }

  /** @throws Refusal 404 */
  version(plugin: Plugin, sidOrVersion: string): PluginVersion {
    const version = plugin.versions.find((each) => each.sid === sidOrVersion || each.version === sidOrVersion);
    if (version === undefined) {
      throw notFound(`/PluginService/Plugins/${plugin.uniqueName}/Versions/${sidOrVersion}`);
    }
    return version;
  }

  /** @throws Refusal 404 */
  configuration(sid: string): PluginConfiguration {
    const configuration = this.configurationsBySid.get(sid);
    if (configuration === undefined) throw notFound(`/PluginService/Configurations/${sid}`);
    return configuration;
  }

  /** @throws Refusal 404 */
  release(sidOrActive: string): PluginRelease {
    const isActive = sidOrActive.toLowerCase() === 'active';
    const release = isActive ? this.allReleases.at(-1) : this.allReleases.find(({ sid }) => sid === sidOrActive);
    if (release === undefined) throw notFound(`/PluginService/Releases/${sidOrActive}`);
    return release;
  }

  createPlugin(uniqueName: string, friendlyName: string, description: string): Plugin {
    if (uniqueName === '') throw refused('UniqueName is required');
    if (this.pluginsByName.has(uniqueName)) throw refused(`There is a Plugin with the unique name ${uniqueName}`);
    const at = this.now();
    const plugin: Plugin = {
      sid: createSid('FP'),
      uniqueName,
      friendlyName: friendlyName === '' ? uniqueName : friendlyName,
      description,
      archived: false,
      createdAt: at,
      updatedAt: at,
      versions: [],
    };
    this.pluginsByName.set(uniqueName, plugin);
    return plugin;
  }

  /** What is null stays. */
  rename(sidOrName: string, friendlyName: string | null, description: string | null): Plugin {
    const plugin = this.plugin(sidOrName);
    plugin.friendlyName = friendlyName ?? plugin.friendlyName;
    plugin.description = description ?? plugin.description;
    plugin.updatedAt = this.now();
    return plugin;
  }

  createVersion(plugin: Plugin, version: NewVersion): PluginVersion {
    if (plugin.archived) throw refused('The Plugin is archived');
    if (!SEMANTIC_VERSION.test(version.version)) throw refused('Version is not a semantic version');
    if (plugin.versions.some((each) => each.version === version.version)) {
      throw refused(`There is a version ${version.version} of ${plugin.uniqueName}`);
    }
    if (!URL.canParse(version.pluginUrl)) throw refused('PluginUrl is not a URL');
    const created = { ...version, sid: createSid('FV'), pluginSid: plugin.sid, archived: false, createdAt: this.now() };
    plugin.versions.push(created);
    return created;
  }

  /** @param plugins each by the SID of its version */
  createConfiguration(
    name: string,
    description: string,
    plugins: readonly { readonly versionSid: string; readonly phase: number }[],
  ): PluginConfiguration {
    if (name === '') throw refused('Name is required');
    const configured = plugins.map(({ versionSid, phase }) => this.configured(versionSid, phase));
    if (new Set(configured.map(({ plugin }) => plugin.sid)).size < configured.length) {
      throw refused('Plugins: one of them is there twice');
    }
    const configuration = {
      sid: createSid('FJ'),
      name,
      description,
      archived: false,
      plugins: configured,
      createdAt: this.now(),
    };
    this.configurationsBySid.set(configuration.sid, configuration);
    return configuration;
  }

  createRelease(configurationSid: string): PluginRelease {
    const configuration = this.configurationsBySid.get(configurationSid);
    if (configuration === undefined) throw refused(`ConfigurationId: there is no ${configurationSid}`);
    if (configuration.archived) throw refused('The Configuration is archived');
    const release = { sid: createSid('FK'), configurationSid, createdAt: this.now() };
    this.allReleases.push(release);
    return release;
  }

  /** What Flex loads; null while nothing was ever released. */
  released(): readonly ConfiguredPlugin[] | null {
    const active = this.allReleases.at(-1);
    return active === undefined ? null : this.configuration(active.configurationSid).plugins;
  }

  /** @throws Refusal 400 while Flex loads it */
  archive(resource: Plugin | PluginVersion | PluginConfiguration): void {
    const isActive =
      this.allReleases.at(-1)?.configurationSid === resource.sid ||
      (this.released() ?? []).some(({ plugin, version }) => plugin === resource || version === resource);
    if (isActive) throw refused('It is a part of the active Release');
    resource.archived = true;
  }

  clear(): void {
    this.pluginsByName.clear();
    this.configurationsBySid.clear();
    this.allReleases.length = 0;
  }

  private configured(versionSid: string, phase: number): ConfiguredPlugin {
    for (const plugin of this.pluginsByName.values()) {
      const version = plugin.versions.find(({ sid }) => sid === versionSid);
      if (version === undefined) continue;
      if (plugin.archived || version.archived) throw refused(`Plugins: ${versionSid} is archived`);
      return { plugin, version, phase };
    }
    throw refused(`Plugins: there is no version ${versionSid}`);
  }
}
