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
  /** Queues whose `TargetWorkers` expression asks for an attribute of workers; without a value, for any. */
  v.object({ kind: v.literal('attribute'), attribute: QueuePattern, value: v.optional(QueuePattern) }),
]);
export type QueueMatch = v.InferOutput<typeof QueueMatch>;

/** What a `TargetWorkers` expression asks for: `skills HAS "billing"` for the value "billing" of "skills". */
export const AskedAttribute = v.object({
  /** A dotted path, as it is written. */
  attribute: v.string(),
  /** Null where it is compared with another attribute. */
  value: v.nullable(v.string()),
});
export type AskedAttribute = v.InferOutput<typeof AskedAttribute>;

/** What of a queue a rule looks at. */
export interface MatchedQueue {
  readonly name: string;
  /** What its `TargetWorkers` expression asks for. What the expression excludes is not among it. */
  readonly asksFor: readonly AskedAttribute[];
  /** Names of its groups. */
  readonly groups: readonly string[];
}

/** Whether a rule is for a queue. */
export function matchesQueue(match: QueueMatch, { name, groups, asksFor }: MatchedQueue): boolean {
  switch (match.kind) {
    case 'all':
      return true;
    case 'group':
      return groups.some((group) => isSameGroup(group, match.group));
    case 'name':
      return folded(name).includes(folded(match.contains));
    case 'prefix':
      return folded(name).startsWith(folded(match.beginsWith));
    case 'attribute':
      return asksFor.some((asked) => isAsked(match, asked));
  }
}

const isAsked = (
  { attribute, value }: Pick<Extract<QueueMatch, { kind: 'attribute' }>, 'attribute' | 'value'>,
  asked: AskedAttribute,
): boolean =>
  folded(asked.attribute) === folded(attribute) &&
  (value === undefined || (asked.value !== null && folded(asked.value) === folded(value)));

/** Whether two names are those of one group. */
export const isSameGroup = (a: string, b: string): boolean => folded(a) === folded(b);

const folded = (text: string): string => foldText(text, 'title key');
