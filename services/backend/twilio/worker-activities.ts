import type { AgentActivityChange, WorkerSid } from '@flex-sync-suite/shared/contract';
import type { Twilio } from 'twilio';
import { Refusal } from '../base/refusal';
import { TwilioRequestError } from './request-error';

/** What came of it; as the command that asks knows it. */
type Outcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'changed'; readonly activitySid: string | null }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Puts workers into activities over TaskRouter's REST API. */
export function createWorkerActivities(
  client: Twilio,
  workspaceSid: string,
): { readonly change: (workerSid: WorkerSid, change: AgentActivityChange) => Promise<Outcome> } {
  const { workers } = client.taskrouter.v1.workspaces(workspaceSid);
  return {
    change: async (workerSid, { from, to, takesOffersBack }) => {
      try {
        const { body, headers } = await workers(workerSid).fetchWithHttpInfo();
        if (body.activitySid !== from) return { outcome: 'changed', activitySid: body.activitySid };
        const etag = headers['etag'];
        await workers(workerSid).update({
          activitySid: to,
          ...(etag === undefined ? {} : { ifMatch: etag }),
          ...(takesOffersBack ? { rejectPendingReservations: true } : {}),
        });
        return { outcome: 'done' };
      } catch (error) {
        if (error instanceof TwilioRequestError) return outcomeOf(error);
        throw error;
      }
    },
  };
}

function outcomeOf(error: TwilioRequestError): Outcome {
  const { status, code, retryAfterMs, message } = error;
  if (status === 404) return { outcome: 'missing' };
  if (status === 412) return { outcome: 'changed', activitySid: null };
  if (status === 400 || status === 409)
    return { outcome: 'refused', reason: code === null ? message : `${message} (${String(code)})` };
  const isDenied = status === 401 || status === 403;
  throw new Refusal(
    'unavailable',
    isDenied ? 'task_router_denied' : 'task_router_unavailable',
    isDenied
      ? 'TaskRouter does not let this backend change workers. Tell your administrator to check the API key.'
      : 'TaskRouter does not answer now, so that it is not known whether the activity was changed. Look again in a moment.',
    { cause: error, ...(retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }) },
  );
}
