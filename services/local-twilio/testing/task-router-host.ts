import twilio from 'twilio';
import { account } from '../base/account';
import { simulatorRoutes } from '../control/simulator-control';
import { taskControlRoutes } from '../control/task-control';
import { truthRoutes } from '../control/truth';
import { createRouter } from '../http/router';
import { startServer } from '../http/server';
import { createTraffic } from '../http/traffic';
import { taskRouterRestApi } from '../taskrouter-api/task-router-rest';
import type { ScaledClock } from '../base/scaled-clock';
import { createContactCentre, type ContactCentre } from './contact-centre';

/** TaskRouter with the default world on a free port: REST for the genuine helper, and its part of the control plane. */
export interface TaskRouterHost {
  readonly centre: ContactCentre;
  readonly restUrl: string;
  /** The workspace, through a REST helper with the account's (or these) credentials. */
  workspace(authToken?: string): ReturnType<ReturnType<typeof twilio>['taskrouter']['v1']['workspaces']>;
  control(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

export async function startTaskRouterHost(eventCallbackUrl = '', clock?: ScaledClock): Promise<TaskRouterHost> {
  const centre = createContactCentre({ eventCallbackUrl, ...(clock === undefined ? {} : { clock }) });
  const server = await startServer(0, {
    traffic: createTraffic(),
    hosts: { 'taskrouter.twilio.com': taskRouterRestApi(centre.router) },
    sockets: {},
    control: createRouter('the control plane', [
      ...simulatorRoutes(centre.simulator),
      ...taskControlRoutes(centre.router),
      ...truthRoutes(centre.router),
    ]),
    page: createRouter('', []),
  });
  const address = `http://127.0.0.1:${server.port}`;
  const restUrl = `${address}/__twilio/taskrouter.twilio.com`;
  return {
    centre,
    restUrl,
    workspace(authToken = account.authToken) {
      const helper = twilio(account.accountSid, authToken);
      helper.taskrouter.baseUrl = restUrl;
      return helper.taskrouter.v1.workspaces(account.workspaceSid);
    },
    async control(method, path, body) {
      const response = await fetch(`${address}/emulator${path}`, {
        method,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    async close() {
      await centre.close();
      await server.close();
    },
  };
}
