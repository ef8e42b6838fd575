import type {
  AgentActivity,
  AgentActivityChange,
  WorkerSid,
  WorkspaceActivities,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { writeAudit, type AuditRecord } from '../../store/audit';
import type { Database } from '../../store/database';
import { hasPendingOffer, listActivities } from '../../store/directory/agent-activities';
import { mayDo, requireSupervisor, type Caller, type Doers } from '../caller';

/** What came of a change in TaskRouter: `changed` = somebody else was first, `refused` = it does not do that. */
export type ActivityOutcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'changed'; readonly activitySid: string | null }
  | { readonly outcome: 'refused'; readonly reason: string };

/** The activities of workers, in TaskRouter. */
export interface WorkerActivities {
  /**
   * Puts a worker that is in `from` into `to`, and changes nothing else.
   * @throws Refusal `unavailable` when TaskRouter cannot be asked, or lets nobody in
   */
  readonly change: (workerSid: WorkerSid, change: AgentActivityChange) => Promise<ActivityOutcome>;
}

export interface AgentActivityOptions {
  readonly database: Database;
  readonly now: () => number;
  readonly taskRouter: WorkerActivities;
  readonly changers: Doers;
}

/** What supervisors ask about agents' activities, and change. */
export interface AgentActivityCommands {
  /** @throws Refusal `forbidden` for a caller who is neither supervisor nor admin */
  activities(caller: Caller): Promise<WorkspaceActivities>;
  /**
   * Puts an agent into another activity. It is on record before it is done.
   * @throws Refusal `forbidden`, `missing`, `conflict`, `unprocessable`, `unavailable`
   */
  change(caller: Caller, workerSid: WorkerSid, change: AgentActivityChange): Promise<AgentActivity>;
}

export function createAgentActivityCommands(options: AgentActivityOptions): AgentActivityCommands {
  const { database, now, taskRouter, changers } = options;
  const db = database.kysely;
  const record = (caller: Caller, action: AuditRecord['action'], workerSid: WorkerSid, change: AgentActivityChange) =>
    writeAudit(db, { at: now(), actor: caller.actor, action, resource: `${workerSid} ${change.from} ${change.to}` });

  return {
    activities: async (caller) => {
      requireSupervisor(caller);
      return { activities: await listActivities(db), mayChange: mayDo(caller, changers) };
    },
    change: async (caller, workerSid, change) => {
      requireSupervisor(caller);
      if (!mayDo(caller, changers)) throw notAllowed(changers);
      const to = (await listActivities(db)).find(({ activitySid }) => activitySid === change.to);
      if (to === undefined) throw noSuchActivity();
      const isOffered = await hasPendingOffer(db, workerSid);
      if (isOffered === null) throw noSuchAgent();
      if (isOffered && !to.available && !change.takesOffersBack) throw offered();
      // TaskRouter takes offers back for an activity without tasks only.
      const takesOffersBack = change.takesOffersBack && !to.available;
      await record(caller, 'agent.set-activity', workerSid, change);
      const outcome = await taskRouter.change(workerSid, { ...change, takesOffersBack });
      if (outcome.outcome === 'done') return { workerSid, activitySid: change.to };
      await record(caller, 'agent.activity-kept', workerSid, change);
      throw refusalOf(outcome);
    },
  };
}

function refusalOf(outcome: Exclude<ActivityOutcome, { outcome: 'done' }>): Refusal {
  switch (outcome.outcome) {
    case 'missing':
      return noSuchAgent();
    case 'changed':
      return changedMeanwhile(outcome.activitySid);
    case 'refused':
      return new Refusal('unprocessable', 'task_router_refused', `TaskRouter did not do it: ${outcome.reason}`);
  }
}

const notAllowed = (changers: Doers): Refusal =>
  changers === 'admins'
    ? new Refusal('forbidden', 'not_admin', 'Only Flex admins may change an agent’s activity here.')
    : new Refusal('forbidden', 'switched_off', 'Changing agents’ activities here is switched off for this account.');

const noSuchAgent = (): Refusal => new Refusal('missing', 'not_found', 'There is no such agent any more.');

const noSuchActivity = (): Refusal =>
  new Refusal('unprocessable', 'no_such_activity', 'The workspace has no such activity any more: choose another one.');

const offered = (): Refusal =>
  new Refusal(
    'conflict',
    'offer_pending',
    'A task is being offered to this agent now. Wait until it is answered, or take it back so that it goes to somebody else.',
  );

const changedMeanwhile = (activitySid: string | null): Refusal =>
  new Refusal('conflict', 'activity_changed', 'The agent’s activity was changed meanwhile; nothing was done.', {
    details: { activitySid },
  });
