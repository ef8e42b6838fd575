import type { Manager } from '@twilio/flex-ui';
import * as v from 'valibot';
import { BackendError } from './send-to-backend';

/** Replaced by flex-plugin-scripts at build time, which only knows this exact expression. */
declare const process: { readonly env: { readonly FLEX_APP_BACKEND_URL?: string } };

const UiAttributes = v.object({ flex_sync_suite: v.object({ backend_url: v.pipe(v.string(), v.url()) }) });

/**
 * Address of the suite's backend, without a trailing slash: `ui_attributes.flex_sync_suite.backend_url` of the Flex
 * configuration (POST https://flex-api.twilio.com/v1/Configuration), else `FLEX_APP_BACKEND_URL` at build time.
 *
 * @throws BackendError `not-configured` when neither is set, or the address is not a URL
 */
export function backendUrl(manager: Manager): string {
  const configured = v.safeParse(UiAttributes, manager.serviceConfiguration.ui_attributes);
  const url = configured.success ? configured.output.flex_sync_suite.backend_url : builtInUrl();
  return url.replace(/\/+$/, '');
}

function builtInUrl(): string {
  const url = process.env.FLEX_APP_BACKEND_URL;
  if (url !== undefined && v.safeParse(v.pipe(v.string(), v.url()), url).success) return url;
  throw new BackendError(
    'not-configured',
    'The address of the Flex Sync Suite backend is not configured: set ui_attributes.flex_sync_suite.backend_url in the ' +
      'Flex configuration, or FLEX_APP_BACKEND_URL when the plugin is built',
  );
}
