import type { Manager } from '@twilio/flex-ui';
import type { FlexTokenSource } from './send-to-backend';

/** The Flex token of the signed-in user, and word of its renewals. */
export function flexTokenSource(manager: Manager): FlexTokenSource {
  return {
    current: () => manager.user.token,
    onUpdated(listener) {
      manager.events.addListener('tokenUpdated', listener);
      return () => manager.events.removeListener('tokenUpdated', listener);
    },
  };
}
