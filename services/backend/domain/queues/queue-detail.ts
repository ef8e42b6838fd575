import type { ActivitySid, AgentGroup, AgentState, QueueAgent, WorkerSid } from '@flex-sync-suite/shared/contract';
import { activitySinceMs, type WorkerState } from '../directory/directory-state';
import { capacityLeft, channelsToServe, servesAny, type EligibleWorker, type QueueState } from './queue-metrics';

/** A worker that matches the queue's expression, with what only people ask about. */
export interface NamedWorker extends EligibleWorker, Pick<WorkerState, 'activity' | 'activityChange'> {
  readonly sid: WorkerSid;
  readonly name: string | null;
  readonly activityName: string | null;
  /** When the newest reservation ended, in UTC milliseconds; null for a worker that has an open one, or never had any. */
  readonly lastEndedAtMs: number | null;
}

/** Who could answer in a queue, and what keeps the others from it. */
export interface QueueStaff {
  readonly queuedChannels: readonly { readonly channel: string; readonly queued: number; readonly free: number }[];
  readonly agentGroups: readonly AgentGroup[];
  /** All of them, the most relevant first. */
  readonly agents: readonly QueueAgent[];
}

/** Says of each worker what `queueNow` counts: as many are `free` here as there. */
export function queueStaff(
  state: Omit<QueueState, 'minutes' | 'workers'>,
  workers: readonly NamedWorker[],
): QueueStaff {
  const served = channelsToServe(state);
  const agents = workers.map((worker) => agentOf(worker, served)).sort(byRelevance);
  return { queuedChannels: queuedChannels(state, workers), agentGroups: groupsOf(agents), agents };
}

function agentOf(worker: NamedWorker, served: readonly string[]): QueueAgent {
  const { sid, name, activity, activityName, lastEndedAtMs, load, available } = worker;
  const sinceMs = activitySinceMs(worker);
  const openTasks = Object.values(load).reduce((sum, open) => sum + open, 0);
  const isIdle = available && openTasks === 0 && sinceMs !== null;
  return {
    workerSid: sid,
    name,
    state: stateOf(worker, served),
    activitySid: activity?.value ?? null,
    activityName,
    since: instantOrNull(sinceMs),
    idleSince: isIdle ? instantOrNull(Math.max(sinceMs, lastEndedAtMs ?? 0)) : null,
    openTasks,
    capacityLeft: available ? capacityLeft(worker, served) : 0,
  };
}

function stateOf(worker: NamedWorker, served: readonly string[]): AgentState {
  if (!worker.available) return 'unavailable';
  if (capacityLeft(worker, served) > 0) return 'free';
  return servesAny(worker, served) ? 'at-capacity' : 'other-channels';
}

const STATES: readonly AgentState[] = ['free', 'at-capacity', 'other-channels', 'unavailable'];

/**
 * The free ones first, of these the one that is idle longest; of those who cannot help, the one that changed last: it
 * says more of now than somebody who has been away for days.
 */
function byRelevance(a: QueueAgent, b: QueueAgent): number {
  const byState = STATES.indexOf(a.state) - STATES.indexOf(b.state);
  if (byState !== 0) return byState;
  const bySid = a.workerSid < b.workerSid ? -1 : 1;
  if (a.state !== 'free') return msOf(b.since, 0) - msOf(a.since, 0) || bySid;
  return msOf(a.idleSince, Infinity) === msOf(b.idleSince, Infinity)
    ? a.openTasks - b.openTasks || bySid
    : msOf(a.idleSince, Infinity) - msOf(b.idleSince, Infinity);
}

function groupsOf(agents: readonly QueueAgent[]): AgentGroup[] {
  const groups = new Map<string, AgentGroup>();
  for (const { state, since, ...agent } of agents) {
    const ofActivity = state === 'unavailable' ? agent : { activitySid: null, activityName: null };
    const { activitySid, activityName }: { activitySid: ActivitySid | null; activityName: string | null } = ofActivity;
    const key = `${state} ${activitySid ?? ''}`;
    const group = groups.get(key) ?? { state, activitySid, activityName, agents: 0, longestSince: since };
    groups.set(key, { ...group, agents: group.agents + 1, longestSince: earlier(group.longestSince, since) });
  }
  return [...groups.values()].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || b.agents - a.agents);
}

function queuedChannels(
  { tasks }: Pick<QueueState, 'tasks'>,
  workers: readonly NamedWorker[],
): QueueStaff['queuedChannels'] {
  const available = workers.filter((worker) => worker.available);
  return tasks
    .filter(({ phase }) => phase === 'queued')
    .map(({ channel, count }) => ({
      channel,
      queued: count,
      free: available.filter((worker) => capacityLeft(worker, [channel]) > 0).length,
    }))
    .sort((a, b) => (a.channel < b.channel ? -1 : 1));
}

const msOf = (instant: string | null, unknown: number): number => (instant === null ? unknown : Date.parse(instant));

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(b) < Date.parse(a) ? b : a;
}

const instantOrNull = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());
