import type { Twilio } from 'twilio';
import { readingOf } from './reading';

/** A plugin in a version, as a configuration of the account has it. */
export interface ConfiguredPlugin {
  readonly name: string;
  readonly version: string;
  readonly versionSid: string;
  readonly url: string;
  readonly phase: number;
}

export interface Configuration {
  readonly sid: string;
  readonly plugins: readonly ConfiguredPlugin[];
}

/** What Flex loads; null while nothing was ever released. */
export async function activeConfiguration(client: Twilio): Promise<Configuration | null> {
  const reading = await readingOf(client.flexApi.v1.pluginReleases('Active').fetch());
  if (reading.kind === 'missing') return null;
  if (reading.kind !== 'read') throw new Error('The active release of plugins could not be read');
  return readConfiguration(client, reading.value.configurationSid);
}

export async function readConfiguration(client: Twilio, sid: string): Promise<Configuration> {
  const plugins = await client.flexApi.v1.pluginConfigurations(sid).plugins.list();
  return {
    sid,
    plugins: plugins.map(({ uniqueName, version, pluginVersionSid, pluginUrl, phase }) => ({
      name: uniqueName,
      version,
      versionSid: pluginVersionSid,
      url: pluginUrl,
      phase,
    })),
  };
}
