import type { Manager } from '@twilio/flex-ui';

export interface FakeManagerOptions {
  /** Default: a supervisor. */
  readonly roles?: readonly string[];
  /** Default: none. */
  readonly uiAttributes?: unknown;
  /** Default: none. */
  readonly configuration?: unknown;
  /** Default `flex-token`. */
  readonly token?: string;
}

/** As much of a signed-in Flex as `src/flex` asks for, and a way to renew its token. */
export interface FakeManager {
  readonly manager: Manager;
  /** As Flex does before its token ends. */
  renewToken(token: string): void;
  /** Listeners to Flex events that are still there. */
  listenerCount(): number;
}

/** A Flex manager with a session, a configuration and events that a test drives. */
export function createFakeManager(options: FakeManagerOptions = {}): FakeManager {
  const { roles = ['supervisor'], uiAttributes = {}, configuration = {}, token = 'flex-token' } = options;
  const listeners = new Set<() => void>();
  const user = { roles, token };
  const manager = {
    user,
    configuration,
    serviceConfiguration: { ui_attributes: uiAttributes },
    events: {
      addListener: (_event: 'tokenUpdated', listener: () => void) => listeners.add(listener),
      removeListener: (_event: 'tokenUpdated', listener: () => void) => listeners.delete(listener),
    },
  };
  return {
    // The genuine Manager has a hundred members that nobody here asks for.
    manager: manager as unknown as Manager,
    renewToken(next) {
      user.token = next;
      for (const listener of [...listeners]) listener();
    },
    listenerCount: () => listeners.size,
  };
}
