import * as v from 'valibot';
import { ActivitySid, WorkerSid } from '../sid';

/** `GET`: the activities that agents may be in, and whether the caller may put agents into them. */
export const ACTIVITIES_PATH = '/agents/activities';

/** `PUT`: puts an agent into another activity. */
export const agentActivityPath = (workerSid: WorkerSid): string => `/agents/${workerSid}/activity`;

/** An activity of the workspace. */
export const WorkspaceActivity = v.object({
  activitySid: ActivitySid,
  /** Its SID where no event told a name. */
  name: v.string(),
  /** Whether agents in it are offered tasks. */
  available: v.boolean(),
});
export type WorkspaceActivity = v.InferOutput<typeof WorkspaceActivity>;

/** Answer of `GET /agents/activities`. */
export const WorkspaceActivities = v.object({
  /** By name. */
  activities: v.array(WorkspaceActivity),
  /** Whether the caller may put agents into another activity. */
  mayChange: v.boolean(),
});
export type WorkspaceActivities = v.InferOutput<typeof WorkspaceActivities>;

/** Body of `PUT /agents/{workerSid}/activity`. */
export const AgentActivityChange = v.object({
  /** The activity that the caller saw the agent in: another one since is a conflict. */
  from: ActivitySid,
  to: ActivitySid,
  /** Takes back what is being offered to the agent, so that it goes to others. Default: then nothing is changed. */
  takesOffersBack: v.optional(v.boolean(), false),
});
export type AgentActivityChange = v.InferOutput<typeof AgentActivityChange>;

/** Answer of `PUT /agents/{workerSid}/activity`, once TaskRouter has done it. */
export const AgentActivity = v.object({ workerSid: WorkerSid, activitySid: ActivitySid });
export type AgentActivity = v.InferOutput<typeof AgentActivity>;
