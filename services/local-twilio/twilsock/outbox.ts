import type { Notification } from './notifications';

/**
 * Notifications of one connection, in order, never before a reply that is under way: a client that sees the event of
 * its own write before the reply takes it for somebody else's.
 */
export interface Outbox {
  readonly notify: (notification: Notification) => void;
  /** Begins a reply; call the result once the reply is sent. */
  hold(): () => void;
}

export function createOutbox(send: (notification: Notification) => void): Outbox {
  const waiting: Notification[] = [];
  let held = 0;
  return {
    notify(notification) {
      if (held > 0) waiting.push(notification);
      else send(notification);
    },
    hold() {
      held += 1;
      return () => {
        held -= 1;
        if (held === 0) for (const notification of waiting.splice(0)) send(notification);
      };
    },
  };
}
