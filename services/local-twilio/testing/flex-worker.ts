import { createRequire } from 'node:module';

/** The part of twilio-taskrouter's Worker that Flex shows to plugins as `manager.workerClient`. */
interface SdkWorker {
  readonly sid: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  setAttributes(attributes: object): Promise<unknown>;
  once(event: 'ready' | 'attributesUpdated', listener: () => void): void;
  on(event: 'disconnected' | 'error', listener: () => void): void;
  disconnect(): void;
  /** Two of its timers run on after `disconnect`: the token's end for twelve hours, the heartbeat for a minute. */
  readonly _signaling: {
    readonly tokenTimer: NodeJS.Timeout;
    readonly _heartbeat: { readonly pintvl: NodeJS.Timeout | null; readonly lastbeat: number };
  };
}
type TaskRouterSdk = Record<'Worker', new (token: string, options: object) => SdkWorker>;

/** A worker who is signed in with the genuine TaskRouter SDK. */
export interface FlexWorker extends SdkWorker {
  /** When the SDK last heard something on its socket, in its own clock. */
  lastHeardAt(): number;
  /** Disconnects, and stops what the SDK leaves running. */
  leave(): void;
}

/** The copy that Flex UI 2.17.1 brings along. */
const requireOfFlexUi = createRequire(require.resolve('@twilio/flex-ui/package.json'));

/** Signs a worker of the default world in, as Flex does. */
export async function signInWorker(url: string, worker: string): Promise<FlexWorker> {
  const body = JSON.stringify({ as: 'agent', worker });
  const answer = await fetch(`${url}/emulator/flex-sign-in`, { method: 'POST', body });
  const { session } = (await answer.json()) as { session: { token: string } };
  const { Worker } = requireOfFlexUi('twilio-taskrouter') as TaskRouterSdk;
  const bridge = `${url}/__twilio/event-bridge.twilio.com/v1/wschannels`;
  const client = new Worker(session.token, {
    logLevel: 'silent',
    ebServer: bridge,
    wsServer: bridge.replace('http', 'ws'),
    closeExistingSessions: false,
  });
  await new Promise<void>((resolve) => {
    client.once('ready', resolve);
  });
  return Object.assign(client, {
    lastHeardAt: () => client._signaling._heartbeat.lastbeat,
    leave() {
      client.disconnect();
      const { tokenTimer, _heartbeat } = client._signaling;
      clearTimeout(tokenTimer);
      if (_heartbeat.pintvl !== null) clearInterval(_heartbeat.pintvl);
    },
  });
}
