import {
  isInGroup,
  MAX_PICKED_QUEUES,
  parseWithSchema,
  QueueGroup,
  type AskedAttribute,
  type QueueMatch,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { matchOf } from './queue-rule-draft';

/** A group as it is being written. */
export interface QueueGroupDraft {
  readonly name: string;
  /** Empty: no rule, only queues put in by hand. */
  readonly match: QueueMatch['kind'] | '';
  readonly pattern: string;
  /** Of the attribute. */
  readonly value: string;
  readonly included: readonly TaskQueueSid[];
  readonly excluded: readonly TaskQueueSid[];
}

/** The part of a draft that cannot be taken as it is. */
export type GroupProblem = 'name' | 'pattern' | 'value' | 'picked' | 'nothing';

export const EMPTY_GROUP: QueueGroupDraft = {
  ...{ name: '', match: '', pattern: '', value: '' },
  ...{ included: [], excluded: [] },
};

/** The draft that a group began as. */
export function draftOfGroup({ name, queues, included, excluded }: QueueGroup): QueueGroupDraft {
  const value = queues?.kind === 'attribute' ? (queues.value ?? '') : '';
  return { name, match: queues?.kind ?? '', pattern: patternOf(queues), value, included, excluded };
}

function patternOf(match: QueueMatch | undefined): string {
  switch (match?.kind) {
    case 'group':
      return match.group;
    case 'name':
      return match.contains;
    case 'prefix':
      return match.beginsWith;
    case 'attribute':
      return match.attribute;
    default:
      return '';
  }
}

/** The group that a draft means, without its id, or what of the draft is wrong. */
export function queueGroupOf(draft: QueueGroupDraft): Omit<QueueGroup, 'id'> | GroupProblem {
  const { name, included, excluded } = draft;
  const queues = ruleOf(draft);
  if (queues === undefined && included.length === 0) return 'nothing';
  if (Math.max(included.length, excluded.length) > MAX_PICKED_QUEUES) return 'picked';
  const parsed = parseWithSchema(QueueGroup, {
    ...{ id: 'new', name, included, excluded },
    ...(queues === undefined ? {} : { queues }),
  });
  if (!parsed.ok) {
    if (parsed.path === 'queues.value') return 'value';
    return parsed.path.startsWith('name') ? 'name' : 'pattern';
  }
  return { name: parsed.value.name, included: [...included], excluded: [...excluded], ...ruleIn(parsed.value) };
}

const ruleOf = ({ match, pattern, value }: QueueGroupDraft): QueueMatch | undefined =>
  match === '' ? undefined : matchOf({ match, pattern: pattern.trim(), value: value.trim() });

const ruleIn = ({ queues }: QueueGroup): Pick<QueueGroup, 'queues'> => (queues === undefined ? {} : { queues });

interface NamedQueue {
  readonly sid: TaskQueueSid;
  readonly name: string;
  /** What its expression asks for, as far as that is known. */
  readonly asksFor: readonly AskedAttribute[];
}

/** Whether a queue would be in the group. A rule that says nothing yet is for none. */
export const isPicked = (draft: QueueGroupDraft, queue: NamedQueue): boolean => isInGroup(membership(draft), queue);

/** Whether the rule alone would say the same. */
const isByRule = (draft: QueueGroupDraft, queue: NamedQueue): boolean =>
  isInGroup({ ...membership(draft), included: [], excluded: [] }, queue);

function membership(draft: QueueGroupDraft) {
  const queues = ruleOf(draft);
  const isSaid = queues !== undefined && (queues.kind === 'all' || draft.pattern.trim() !== '');
  return { included: [...draft.included], excluded: [...draft.excluded], ...(isSaid ? { queues } : {}) };
}

/** Puts a queue in or takes it out; by hand only where the rule says otherwise. */
export function togglePicked(
  draft: QueueGroupDraft,
  queue: NamedQueue,
): Pick<QueueGroupDraft, 'included' | 'excluded'> {
  const isWanted = !isPicked(draft, queue);
  const isToName = isWanted !== isByRule(draft, queue);
  const [included, excluded] = [draft.included, draft.excluded].map((sids) => sids.filter((sid) => sid !== queue.sid));
  return {
    included: isToName && isWanted ? [...(included ?? []), queue.sid] : (included ?? []),
    excluded: isToName && !isWanted ? [...(excluded ?? []), queue.sid] : (excluded ?? []),
  };
}
