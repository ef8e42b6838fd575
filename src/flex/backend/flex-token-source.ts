import type { Manager } from '@twilio/flex-ui';
import type { Source } from '../../observable';

/** The Flex token of the signed-in user, and word of its renewals. */
export function flexTokenSource(manager: Manager): Source<string> {
  return {
    getSnapshot: () => manager.user.token,
    subscribe(listener) {
      manager.events.addListener('tokenUpdated', listener);
      return () => manager.events.removeListener('tokenUpdated', listener);
    },
  };
}
