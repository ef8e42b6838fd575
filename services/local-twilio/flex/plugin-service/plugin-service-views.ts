import { account } from '../../base/account';
import type {
  ConfiguredPlugin,
  Plugin,
  PluginConfiguration,
  PluginRelease,
  PluginVersion,
} from '../../plugins/plugin-registry';

const BASE = 'https://flex-api.twilio.com/v1/PluginService';
const owned = (sid: string, createdAt: number) => ({
  sid,
  account_sid: account.accountSid,
  date_created: iso(createdAt),
});
const iso = (atMs: number): string => new Date(atMs).toISOString();

export const pluginView = ({ sid, createdAt, updatedAt, ...plugin }: Plugin): object => ({
  ...owned(sid, createdAt),
  unique_name: plugin.uniqueName,
  friendly_name: plugin.friendlyName,
  description: plugin.description,
  archived: plugin.archived,
  date_updated: iso(updatedAt),
  url: `${BASE}/Plugins/${sid}`,
  links: { plugin_versions: `${BASE}/Plugins/${sid}/Versions` },
});

export const versionView = ({ sid, createdAt, pluginSid, ...version }: PluginVersion): object => ({
  ...owned(sid, createdAt),
  plugin_sid: pluginSid,
  version: version.version,
  plugin_url: version.pluginUrl,
  changelog: version.changelog,
  private: version.private,
  archived: version.archived,
  validated: version.validated,
  url: `${BASE}/Plugins/${pluginSid}/Versions/${sid}`,
});

export const configurationView = ({ sid, name, description, archived, createdAt }: PluginConfiguration): object => ({
  ...owned(sid, createdAt),
  name,
  description,
  archived,
  url: `${BASE}/Configurations/${sid}`,
  links: { plugins: `${BASE}/Configurations/${sid}/Plugins` },
});

export const configuredView = (
  { sid, createdAt }: PluginConfiguration,
  { plugin, version, phase }: ConfiguredPlugin,
): object => ({
  account_sid: account.accountSid,
  configuration_sid: sid,
  plugin_sid: plugin.sid,
  plugin_version_sid: version.sid,
  phase,
  plugin_url: version.pluginUrl,
  unique_name: plugin.uniqueName,
  friendly_name: plugin.friendlyName,
  description: plugin.description,
  plugin_archived: plugin.archived,
  version: version.version,
  changelog: version.changelog,
  plugin_version_archived: version.archived,
  private: version.private,
  date_created: iso(createdAt),
  url: `${BASE}/Configurations/${sid}/Plugins/${plugin.sid}`,
});

export const releaseView = ({ sid, configurationSid, createdAt }: PluginRelease): object => ({
  ...owned(sid, createdAt),
  configuration_sid: configurationSid,
  url: `${BASE}/Releases/${sid}`,
});
