import type { WebSocket } from 'ws';
import { account } from '../../base/account';
import type { FlexTokenClaims } from '../../identity/flex-token';
import type { TaskRouterEvent } from '../../taskrouter/events';
import { workerEventsOf } from './worker-events';

/** How long an event is held back: the reply to the command that caused it travels on another connection. */
const EVENT_DELAY_MS = 20;

/** The sockets of signed-in workers. */
export interface WorkerSockets {
  /** `closeOthers` ends the other sockets of the same worker. */
  open(socket: WebSocket, user: FlexTokenClaims, closeOthers: boolean): void;
  /** Tells an event to the workers whose desktops must hear of it. */
  readonly tell: (event: TaskRouterEvent) => void;
  /** Cuts the sockets of one identity, or all. Returns how many. */
  drop(identity?: string): number;
}

export function createWorkerSockets(now: () => number): WorkerSockets {
  const sockets = new Map<WebSocket, FlexTokenClaims>();
  return {
    open(socket, user, closeOthers) {
      if (closeOthers) {
        for (const [other, { workerSid }] of sockets) if (workerSid === user.workerSid) other.close(1000);
      }
      sockets.set(socket, user);
      socket.on('close', () => sockets.delete(socket));
      socket.send(JSON.stringify(initMessage(user, now())));
    },
    tell(event) {
      if (sockets.size === 0) return;
      for (const { workerSid, message } of workerEventsOf(event)) {
        const addressed = [...sockets].filter(([, user]) => user.workerSid === workerSid);
        if (addressed.length === 0) continue;
        // Rendered now: the resource will have moved on by then.
        const text = JSON.stringify(message);
        setTimeout(() => {
          for (const [socket] of addressed) if (socket.readyState === socket.OPEN) socket.send(text);
        }, EVENT_DELAY_MS);
      }
    },
    drop(identity) {
      const chosen = [...sockets].filter(([, user]) => identity === undefined || user.identity === identity);
      for (const [socket] of chosen) socket.terminate();
      return chosen.length;
    },
  };
}

const initMessage = ({ workerSid, expiresAt }: FlexTokenClaims, nowMs: number): object => ({
  event_type: 'init',
  payload: {
    channel_id: workerSid,
    account_sid: account.accountSid,
    workspace_sid: account.workspaceSid,
    token_lifetime: Math.max(0, expiresAt - nowMs),
  },
});
