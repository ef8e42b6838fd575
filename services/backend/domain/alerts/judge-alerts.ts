import type { AlertMetric, AlertRule, QueueAlert, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { boundsOf, figureOf, type AlertFigures, type QueuePromise, type Severity } from './alert-metrics';
import { judge, NOT_TURNING, type Moment, type Turning } from './severity';

/** A queue that was not deleted. */
export interface JudgedQueue extends QueuePromise {
  readonly sid: TaskQueueSid;
  readonly name: string;
  readonly groups: readonly string[];
  /** Null while they are not known: then all stays as it is. */
  readonly figures: AlertFigures | null;
}

/** What a rule has to do with a queue. */
export interface RuleOfQueue {
  readonly ruleId: string;
  readonly taskQueueSid: TaskQueueSid;
  /** Of the rule when it was looked at: a rule that asks about something else begins anew. */
  readonly metric: AlertMetric;
}

/** What is remembered of a figure that is about to turn. */
export interface TurningFigure extends RuleOfQueue {
  readonly turning: Turning;
}

export interface OpenAlert extends RuleOfQueue {
  readonly id: string;
  readonly severity: Severity;
}

/** The figure at which a severity was reached, and the bound. */
interface Reached {
  readonly severity: Severity;
  readonly value: number;
  readonly bound: number;
}

export interface RaisedAlert extends RuleOfQueue, Reached {
  readonly queueName: string;
}

/** An alert that worsened or eased. */
export interface TurnedAlert extends Reached {
  readonly id: string;
}

export interface EndedAlert {
  readonly id: string;
  readonly reason: NonNullable<QueueAlert['end']>['reason'];
}

export interface AlertsBefore {
  readonly turning: readonly TurningFigure[];
  readonly open: readonly OpenAlert[];
}

export interface AlertsJudged {
  /** All that is about to turn now. */
  readonly turning: readonly TurningFigure[];
  readonly raised: readonly RaisedAlert[];
  readonly turned: readonly TurnedAlert[];
  readonly ended: readonly EndedAlert[];
}

/**
 * What rules come to for queues at a moment, after what was remembered. A function of its arguments alone: who asks, how
 * often, and in which order rules and queues stand makes no difference.
 */
export function judgeAlerts(
  rules: readonly AlertRule[],
  queues: readonly JudgedQueue[],
  before: AlertsBefore,
  moment: Moment,
): AlertsJudged {
  const turningBefore = byPair(before.turning);
  const openBefore = byPair(before.open);
  const judged = rules
    .filter(({ isOn }) => isOn)
    .flatMap((rule) => {
      const { id: ruleId, metric } = rule;
      return queues
        .filter((queue) => isInScope(rule, queue))
        .map((queue) => {
          const pair = { ruleId, taskQueueSid: queue.sid, metric };
          const known = { turning: turningBefore.get(pairKey(pair)), open: openBefore.get(pairKey(pair)) };
          return judgePair(rule, queue, known, moment);
        });
    });
  const asked = new Set(judged.flatMap(({ open }) => (open === null ? [] : [open])));
  const known = new Set(queues.map(({ sid }) => sid));
  const orphans = before.open.flatMap(({ id, taskQueueSid }): EndedAlert[] =>
    asked.has(id) ? [] : [{ id, reason: known.has(taskQueueSid) ? 'rule-changed' : 'queue-deleted' }],
  );
  return {
    turning: judged.flatMap(({ turning }) => (turning === null ? [] : [turning])),
    raised: judged.flatMap(({ raised }) => (raised === undefined ? [] : [raised])),
    turned: judged.flatMap(({ turned }) => (turned === undefined ? [] : [turned])),
    ended: [...judged.flatMap(({ ended }) => (ended === undefined ? [] : [ended])), ...orphans],
  };
}

/** Of two with other metrics, the rule is another one. */
const pairKey = ({ ruleId, taskQueueSid, metric }: RuleOfQueue): string => `${ruleId} ${taskQueueSid} ${metric}`;

const byPair = <Of extends RuleOfQueue>(all: readonly Of[]): ReadonlyMap<string, Of> =>
  new Map(all.map((one) => [pairKey(one), one]));

function isInScope({ scope }: AlertRule, { sid, groups }: JudgedQueue): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'group':
      return groups.includes(scope.group);
    case 'queue':
      return sid === scope.taskQueueSid;
  }
}

interface JudgedPair {
  /** The alert that was open, and that the rule still asks about. */
  readonly open: string | null;
  readonly turning: TurningFigure | null;
  readonly raised?: RaisedAlert;
  readonly turned?: TurnedAlert;
  readonly ended?: EndedAlert;
}

function judgePair(
  rule: AlertRule,
  queue: JudgedQueue,
  known: { readonly turning: TurningFigure | undefined; readonly open: OpenAlert | undefined },
  moment: Moment,
): JudgedPair {
  const open = known.open?.id ?? null;
  if (queue.figures === null) return { open, turning: known.turning ?? null };
  const { id: ruleId, metric, forSeconds } = rule;
  const pair = { ruleId, taskQueueSid: queue.sid, metric };
  const bounds = boundsOf(rule, queue);
  const figure = figureOf(metric, queue.figures, queue, moment.atMs);
  const before = known.open?.severity ?? null;
  const { severity, turning } = judge({ severity: before, turning: known.turning?.turning ?? NOT_TURNING }, figure, {
    ...{ ...moment, metric, bounds, forMs: forSeconds * 1_000 },
  });
  const isTurning = turning.warning !== null || turning.critical !== null;
  const judged = { open, turning: isTurning ? { ...pair, turning } : null };
  if (severity === before) return judged;
  if (severity === null) {
    // A rule that has no such bound any more.
    const reason = bounds.length === 0 ? 'rule-changed' : 'recovered';
    return { ...judged, ...(open === null ? {} : { ended: { id: open, reason } }) };
  }
  const reached = { severity, value: figure ?? 0, bound: bounds.find((one) => one.severity === severity)?.at ?? 0 };
  if (open === null) return { ...judged, raised: { ...pair, ...reached, queueName: queue.name } };
  return { ...judged, turned: { id: open, ...reached } };
}
