import type { Manager } from '@twilio/flex-ui';
import { BackendAddress, parseWithSchema } from '../../contract';
import { flexSettings } from '../settings/flex-settings';
import { BackendError } from './send-to-backend';

/** Replaced by flex-plugin-scripts at build time, which only knows this exact expression. */
declare const process: { readonly env: { readonly FLEX_APP_BACKEND_URL?: string } };

/**
 * Address of the suite's backend, without a trailing slash: `ui_attributes.flex_sync_suite.backend_url` of the Flex
 * configuration (POST https://flex-api.twilio.com/v1/Configuration), else `FLEX_APP_BACKEND_URL` at build time.
 *
 * @throws BackendError `not-configured` when neither is set, or the address is not a URL
 */
export function backendUrl(manager: Manager): string {
  const url = flexSettings(manager).backendUrl.value ?? builtInUrl();
  if (url !== null) return url;
  throw new BackendError(
    'not-configured',
    'The address of the Flex Sync Suite backend is not configured: set ui_attributes.flex_sync_suite.backend_url in the ' +
      'Flex configuration, or FLEX_APP_BACKEND_URL when the plugin is built',
  );
}

/** The address that this bundle was built with; null where it was built with none. */
export function builtInUrl(): string | null {
  const parsed = parseWithSchema(BackendAddress, process.env.FLEX_APP_BACKEND_URL);
  return parsed.ok ? parsed.value : null;
}
