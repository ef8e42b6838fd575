import { documentedCalls, PAGING } from '../../http/documented-calls';

/** The Plugins API (twilio.com/docs/flex/developer/plugins/api), as `twilio` 6.2.0 has it from Twilio's OpenAPI. */
export const PLUGIN_SERVICE_CALLS = documentedCalls('/v1/PluginService', {
  'GET /Plugins': PAGING,
  'POST /Plugins': 'UniqueName FriendlyName Description',
  'GET /Plugins/:plugin': '',
  'POST /Plugins/:plugin': 'FriendlyName Description',
  'POST /Plugins/:plugin/Archive': '',
  'GET /Plugins/:plugin/Versions': PAGING,
  'POST /Plugins/:plugin/Versions': 'Version PluginUrl Changelog Private CliVersion ValidateStatus',
  'GET /Plugins/:plugin/Versions/:version': '',
  'POST /Plugins/:plugin/Versions/:version/Archive': '',
  'GET /Configurations': PAGING,
  'POST /Configurations': 'Name Description Plugins',
  'GET /Configurations/:configuration': '',
  'POST /Configurations/:configuration/Archive': '',
  'GET /Configurations/:configuration/Plugins': PAGING,
  'GET /Configurations/:configuration/Plugins/:plugin': '',
  'GET /Releases': PAGING,
  'POST /Releases': 'ConfigurationId',
  'GET /Releases/:release': '',
});
