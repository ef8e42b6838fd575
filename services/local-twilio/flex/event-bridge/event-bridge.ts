import * as v from 'valibot';
import { parseJson } from '../../base/json';
import type { ChatTasks } from '../../conversations/chat-tasks';
import type { HostApp, HostRequest, HostResponse } from '../../http/host-app';
import { refuseUpgrade } from '../../http/refuse-upgrade';
import { createRouter } from '../../http/router';
import type { SocketApp } from '../../http/server';
import { createWebSockets } from '../../http/web-sockets';
import { unauthorized } from '../../identity/flex-credentials';
import { isRefused, verifyFlexToken } from '../../identity/flex-token';
import type { TaskRouter } from '../../taskrouter/task-router';
import { TaskRouterError } from '../../base/task-router-error';
import { interactionRoutes } from './interactions';
import { workerOperations } from './operations';
import { createWorkerSockets } from './worker-sockets';

const Command = v.object({
  url: v.string(),
  method: v.picklist(['GET', 'POST', 'PUT', 'DELETE']),
  params: v.optional(v.record(v.string(), v.unknown()), {}),
  token: v.string(),
});

/** Desktops send signs of life only, which carry no data. */
const MAX_MESSAGE_BYTES = 64 * 1024;

/** The SDK gives up a connection on which it heard nothing for 30 s; it looks every 30 s. */
const PING_EVERY_MS = 15_000;
/** A message that the SDK takes for a sign of life and nothing else (twilio-taskrouter 2.1.1, `EventBridgeSignaling`). */
const SIGN_OF_LIFE = ' ';

/** The host `event-bridge.twilio.com`: TaskRouter for the worker's browser. */
export interface EventBridge {
  readonly http: HostApp;
  readonly accept: SocketApp;
  /** Cuts the sockets of one identity, or all. Returns how many. */
  drop(identity?: string): number;
  close(): void;
}

export interface EventBridgeOptions {
  readonly taskRouter: TaskRouter;
  readonly chatTasks: ChatTasks;
  /** Wall clock, for the expiry of tokens. */
  readonly now: () => number;
  /** 15 s by default. */
  readonly pingEveryMs?: number;
}

export function createEventBridge(options: EventBridgeOptions): EventBridge {
  const { taskRouter, chatTasks, now, pingEveryMs = PING_EVERY_MS } = options;
  const webSockets = createWebSockets({ maxMessageBytes: MAX_MESSAGE_BYTES, pingEveryMs });
  const workerSockets = createWorkerSockets(now);
  const stopListening = taskRouter.onEvent(workerSockets.tell);
  return {
    http: createRouter('event-bridge.twilio.com', [
      {
        method: 'POST',
        path: '/v1/wschannels',
        handle: (request) => runCommand({ taskRouter, chatTasks }, request, now()),
      },
    ]),
    accept(upgrade) {
      const { path, query } = upgrade.target;
      if (!path.endsWith('/v1/wschannels')) {
        refuseUpgrade(upgrade.socket, 501);
        return;
      }
      const user = verifyFlexToken(query.get('token') ?? '', now());
      if (isRefused(user) || user.workerSid === null || !taskRouter.state.workers.has(user.workerSid)) {
        refuseUpgrade(upgrade.socket, 401);
        return;
      }
      webSockets.accept(upgrade, (webSocket) => {
        workerSockets.open(webSocket, user, query.get('closeExistingSessions') === 'true');
        return () => {
          webSocket.send(SIGN_OF_LIFE);
        };
      });
    },
    drop: (identity) => workerSockets.drop(identity),
    close() {
      stopListening();
      webSockets.close();
    },
  };
}

/** Runs a REST call that travels inside a POST, and answers `{payload}`, or `{message}` with TaskRouter's status. */
async function runCommand(
  { taskRouter, chatTasks }: Pick<EventBridgeOptions, 'taskRouter' | 'chatTasks'>,
  request: HostRequest,
  nowMs: number,
): Promise<HostResponse> {
  const parsed = v.safeParse(Command, jsonOrNull(request.body));
  if (!parsed.success) return { status: 400, body: { code: 20001, message: 'Expected {url, method, params, token}' } };
  const { url, method, params, token } = parsed.output;
  const user = verifyFlexToken(token, nowMs);
  if (isRefused(user)) return unauthorized(user);
  const operations = createRouter('event-bridge.twilio.com', [
    ...workerOperations(taskRouter, user),
    ...interactionRoutes(taskRouter, chatTasks, user),
  ]);
  try {
    const { status, body } = await operations({
      ...request,
      method,
      path: url.startsWith('/') ? url : `/${url}`,
      body: JSON.stringify(params),
    });
    return status < 400 ? { status, body: { payload: body } } : { status, body };
  } catch (error) {
    if (!(error instanceof TaskRouterError)) throw error;
    const { status, code, message } = error;
    return { status, body: { status, code, message } };
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
