import { parseWithSchema } from '@flex-sync-suite/shared/contract';
import type { Manager } from '@twilio/flex-ui';
import * as v from 'valibot';

/** `ui_attributes` of the Flex configuration, as far as this plugin reads them. */
const UiAttributes = v.object({
  flex_sync_suite: v.object({
    canned_responses: v.object({ insert_and_send: v.optional(v.boolean(), false) }),
  }),
});

/** What an account decides about the plugin. */
export interface Settings {
  /**
   * Whether a response can be inserted and sent in one step. Default false.
   * `ui_attributes.flex_sync_suite.canned_responses.insert_and_send`.
   */
  readonly isInsertAndSendOn: boolean;
}

export function readSettings(manager: Pick<Manager, 'serviceConfiguration'>): Settings {
  const parsed = parseWithSchema(UiAttributes, manager.serviceConfiguration.ui_attributes);
  return { isInsertAndSendOn: parsed.ok && parsed.value.flex_sync_suite.canned_responses.insert_and_send };
}
