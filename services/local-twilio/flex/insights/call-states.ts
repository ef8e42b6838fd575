import { account } from '../../base/account';
import { EMULATOR_CALLER } from '../../sync/sync-model';
import type { SyncService } from '../../sync/sync-service';
import { isOpenTask, type Reservation, type Task } from '../../taskrouter/workspace-model';

/** The Map `{WT}.CS` of each open call: who is on it. */
export interface CallStates {
  /** Brings the Map of this task up to date, or removes it when the task has ended. */
  keep(task: Task): void;
  /** Forgets what was written, after the service was emptied. */
  clear(): void;
}

/**
 * Flex's call canvas opens that Map, fails when there is none, and shows its items as participants of the conference.
 * Fields: Flex UI 2.17.1, `decodeSyncParticipant`.
 */
export function createCallStates(service: SyncService): CallStates {
  /** By name of the Map: its items as last written, as JSON. */
  const written = new Map<string, Map<string, string>>();
  return {
    keep(task) {
      if (task.channel.uniqueName !== 'voice') return;
      const name = `${task.sid}.CS`;
      if (!isOpenTask(task)) {
        if (written.delete(name)) service.maps.remove(EMULATOR_CALLER, name);
        return;
      }
      service.ensureMap(name);
      const items = written.get(name) ?? new Map<string, string>();
      written.set(name, items);
      for (const [key, data] of participantsOf(task)) {
        const text = JSON.stringify(data);
        if (items.get(key) === text) continue;
        items.set(key, text);
        service.putMapItem(name, key, data);
      }
    },
    clear() {
      written.clear();
    },
  };
}

/** Nobody until an agent has answered; then the customer and every agent who has been on the call. */
function participantsOf(task: Task): readonly (readonly [callSid: string, data: object])[] {
  const agents = task.reservations.filter(({ acceptedAt }) => acceptedAt !== null);
  if (agents.length === 0) return [];
  const common = {
    account_sid: account.accountSid,
    conference_sid: sidLike('CF', task.sid),
    hold: false,
    muted: false,
  };
  const status = agents.some(isTalking) ? 'joined' : 'left';
  return [
    [sidLike('CA', task.sid), { ...common, participant_type: 'customer', status, end_conference_on_exit: true }],
    ...agents.map((agent) => {
      const data = {
        ...common,
        participant_type: 'worker',
        status: isTalking(agent) ? 'joined' : 'left',
        end_conference_on_exit: false,
        worker_sid: agent.worker.sid,
        reservation_sid: agent.sid,
      };
      return [sidLike('CA', agent.sid), data] as const;
    }),
  ];
}

const isTalking = ({ status }: Reservation): boolean => status === 'accepted';

/** Calls and conferences have no resources here; their SIDs follow from what they belong to. */
const sidLike = (prefix: string, sid: string): string => `${prefix}${sid.slice(2)}`;
