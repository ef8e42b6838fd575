import type { QueueGroup, QueueGroups, QueueGroupsUpdate } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { storableText } from '../../base/storable-text';
import { queueGroupsProblem } from '../../domain/queues/queue-groups';
import { writeAudit } from '../../store/audit';
import type { Database } from '../../store/database';
import { QUEUE_INDEX_KEY, queueGroupKey, queueObjectKey } from '../../store/outbox/sync-keys';
import { lockQueueRules, readQueueGroups } from '../../store/queues/queue-policies';
import { markDirty } from '../../store/outbox/sync-objects';
import { settlePolicies } from '../../store/queues/settle-policies';
import { replaceRuleSet } from '../../store/rule-sets';
import { inTransaction } from '../../store/transaction';
import { requireAdmin, requireSupervisor, type Caller } from '../caller';
import { storableMatch } from './storable-match';

/** The groups of queues that are kept. Every method throws a `Refusal`: `forbidden` or `unprocessable`. */
export interface QueueGroupCommands {
  /** For supervisors and admins. */
  read(caller: Caller): Promise<QueueGroups>;
  /** For admins. Resolves when every queue is in its groups, and judged by the rules for them. */
  replace(caller: Caller, update: QueueGroupsUpdate): Promise<QueueGroupsReplaced>;
}

/** `conflict`: somebody changed them since; the groups as they are now. */
export interface QueueGroupsReplaced {
  readonly outcome: 'saved' | 'conflict';
  readonly current: QueueGroups;
}

export interface QueueGroupOptions {
  readonly database: Database;
  readonly now: () => number;
  /** Told which keys of the outbox were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

export function createQueueGroupCommands({ database, now, onMarked }: QueueGroupOptions): QueueGroupCommands {
  const db = database.kysely;
  const shown = async (caller: Caller): Promise<QueueGroups> => {
    const { revision, rules } = await readQueueGroups(db);
    return { revision, rules: [...rules], canEdit: caller.roles.includes('admin') };
  };
  return {
    read: (caller) => {
      requireSupervisor(caller);
      return shown(caller);
    },
    async replace(caller, { revision, rules: given }) {
      requireAdmin(caller);
      const rules = given.map(storable);
      const problem = queueGroupsProblem(rules);
      if (problem !== null) throw new Refusal('unprocessable', problem.code, problem.message);
      const { rules: before } = await readQueueGroups(db);
      const isSaved = await inTransaction(db, async (trx) => {
        // Whoever reckons what a new queue is in holds it, and sees the groups from before or from after.
        await lockQueueRules(trx);
        if (!(await replaceRuleSet(trx, 'queue_groups', { revision, rules }))) return false;
        await writeAudit(trx, { at: now(), actor: caller.actor, action: 'queue-groups.edit', resource: 'groups' });
        return true;
      });
      if (!isSaved) return { outcome: 'conflict', current: await shown(caller) };
      const settled = await settlePolicies(database.patient, { now });
      const ofGroups = [...before, ...rules].map(({ id }) => queueGroupKey(id));
      // Those that ended too: their Documents go. Who dies before this leaves it to the next look at all groups.
      await markDirty(db, ofGroups, now());
      onMarked([...(settled.length > 0 ? [QUEUE_INDEX_KEY] : []), ...settled.map(queueObjectKey), ...ofGroups]);
      return { outcome: 'saved', current: await shown(caller) };
    },
  };
}

/** The same group in text that the database can hold. */
const storable = ({ queues, ...group }: QueueGroup): QueueGroup => ({
  ...group,
  name: storableText(group.name),
  ...(queues === undefined ? {} : { queues: storableMatch(queues) }),
});
