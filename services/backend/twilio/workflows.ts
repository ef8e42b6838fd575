import type { Twilio } from 'twilio';
import { readWorkflow, type WorkflowRoutes } from '../domain/routing/workflow-routes';

/** Somebody who mends a workflow sees it work within this time; an open drawer asks every two seconds. */
const FRESH_MS = 30_000;
/** Workflows that are remembered: more than any workspace has. */
const MAX_REMEMBERED = 500;

type Routes = WorkflowRoutes | 'unreadable' | 'unknown';

interface Remembered {
  readonly routes: Promise<Routes>;
  readonly askedAtMs: number;
}

/** The workflows of a workspace, asked once for a while whoever wants to know. */
export function createWorkflows(
  client: Twilio,
  workspaceSid: string,
  now: () => number,
): { readonly routesOf: (workflowSid: string) => Promise<Routes> } {
  const { workflows } = client.taskrouter.v1.workspaces(workspaceSid);
  const remembered = new Map<string, Remembered>();

  /** What was known before stands where TaskRouter does not answer. */
  async function ask(workflowSid: string, before: Promise<Routes> | undefined): Promise<Routes> {
    try {
      return readWorkflow((await workflows(workflowSid).fetch()).configuration) ?? 'unreadable';
    } catch {
      return (await before) ?? 'unknown';
    }
  }

  return {
    routesOf: (workflowSid) => {
      const known = remembered.get(workflowSid);
      const askedAtMs = now();
      if (known !== undefined && askedAtMs - known.askedAtMs < FRESH_MS) return known.routes;
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      const routes = ask(workflowSid, known?.routes);
      remembered.set(workflowSid, { routes, askedAtMs });
      return routes;
    },
  };
}
