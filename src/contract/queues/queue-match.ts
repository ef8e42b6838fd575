import * as v from 'valibot';
import { foldText } from '../fold-text';

/** Longest part of a name, or name of a group, in characters. */
export const MAX_QUEUE_PATTERN_LENGTH = 100;

/** A part of a queue's name, or the name of a group. */
export const QueuePattern = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_QUEUE_PATTERN_LENGTH));

/** Which queues a rule is for. Texts are compared without regard to case and width. */
export const QueueMatch = v.variant('kind', [
  v.object({ kind: v.literal('all') }),
  /** Queues of a group: `Sales` for "Sales / EMEA", and for what is in a group of this name that is kept. */
  v.object({ kind: v.literal('group'), group: QueuePattern }),
  /** Queues whose name contains a text. */
  v.object({ kind: v.literal('name'), contains: QueuePattern }),
  /** Queues whose name begins with a text. */
  v.object({ kind: v.literal('prefix'), beginsWith: QueuePattern }),
]);
export type QueueMatch = v.InferOutput<typeof QueueMatch>;

/** What of a queue a rule looks at. */
export interface MatchedQueue {
  readonly name: string;
  /** Names of its groups. */
  readonly groups: readonly string[];
}

/** Whether a rule is for a queue. */
export function matchesQueue(match: QueueMatch, { name, groups }: MatchedQueue): boolean {
  switch (match.kind) {
    case 'all':
      return true;
    case 'group':
      return groups.some((group) => isSameGroup(group, match.group));
    case 'name':
      return folded(name).includes(folded(match.contains));
    case 'prefix':
      return folded(name).startsWith(folded(match.beginsWith));
  }
}

/** Whether two names are those of one group. */
export const isSameGroup = (a: string, b: string): boolean => folded(a) === folded(b);

const folded = (text: string): string => foldText(text, 'title key');
