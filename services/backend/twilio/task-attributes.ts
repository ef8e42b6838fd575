import type { TaskSid } from '@flex-sync-suite/shared/contract';
import type { Twilio } from 'twilio';
import { Refusal } from '../base/refusal';
import { TwilioRequestError } from './request-error';

interface Task {
  readonly status: string;
  readonly queueSid: string | null;
  readonly workflowSid: string | null;
  readonly attributes: string;
  readonly version: string | null;
}

/** What came of it; as the command that asks knows it. */
type Outcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Tasks over TaskRouter's REST API. */
export function createTaskAttributes(
  client: Twilio,
  workspaceSid: string,
): {
  readonly read: (taskSid: TaskSid) => Promise<Task | null>;
  readonly setAttributes: (taskSid: TaskSid, attributes: string, version: string | null) => Promise<Outcome>;
} {
  const { tasks } = client.taskrouter.v1.workspaces(workspaceSid);
  return {
    read: async (taskSid) => {
      try {
        const { body, headers } = await tasks(taskSid).fetchWithHttpInfo();
        return {
          ...{ status: body.assignmentStatus, attributes: body.attributes, version: headers['etag'] ?? null },
          // Null where there is none yet, of which the helper's types know nothing.
          ...{ queueSid: body.taskQueueSid || null, workflowSid: body.workflowSid || null },
        };
      } catch (error) {
        if (error instanceof TwilioRequestError && error.status === 404) return null;
        throw error instanceof TwilioRequestError ? unavailable(error) : error;
      }
    },
    setAttributes: async (taskSid, attributes, version) => {
      try {
        await tasks(taskSid).update({ attributes, ...(version === null ? {} : { ifMatch: version }) });
        return { outcome: 'done' };
      } catch (error) {
        if (error instanceof TwilioRequestError) return outcomeOf(error);
        throw error;
      }
    },
  };
}

function outcomeOf(error: TwilioRequestError): Outcome {
  const { status, code, message } = error;
  if (status === 404) return { outcome: 'missing' };
  if (status === 412) return { outcome: 'changed' };
  if (status === 400 || status === 409)
    return { outcome: 'refused', reason: code === null ? message : `${message} (${String(code)})` };
  throw unavailable(error);
}

function unavailable(error: TwilioRequestError): Refusal {
  const { status, retryAfterMs } = error;
  const isDenied = status === 401 || status === 403;
  return new Refusal(
    'unavailable',
    isDenied ? 'task_router_denied' : 'task_router_unavailable',
    isDenied
      ? 'TaskRouter does not let this backend change tasks. Tell your administrator to check the API key.'
      : 'TaskRouter does not answer now, so that it is not known whether the task was given. Look again in a moment.',
    { cause: error, ...(retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }) },
  );
}
