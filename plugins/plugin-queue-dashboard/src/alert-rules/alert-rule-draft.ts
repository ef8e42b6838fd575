import {
  type AlertMetric,
  AlertRule,
  alertRuleProblem,
  hasTarget,
  parseWithSchema,
  type AlertRuleProblem,
  type AlertScope,
} from '@flex-sync-suite/shared/contract';
import { writtenNumber } from '../model/queue-rule-draft';

/** A rule as it is being written: texts of fields. */
export interface AlertRuleDraft {
  readonly metric: AlertMetric;
  readonly scope: AlertScope['kind'];
  readonly group: string;
  /** SID of a queue; empty for none. */
  readonly queue: string;
  readonly boundsAre: AlertRule['boundsAre'];
  readonly warning: string;
  readonly critical: string;
  readonly forSeconds: string;
  readonly clearMargin: string;
  readonly isOn: boolean;
}

export const EMPTY_ALERT_RULE: AlertRuleDraft = {
  metric: 'longest-wait',
  scope: 'all',
  group: '',
  queue: '',
  boundsAre: 'figure',
  warning: '',
  critical: '',
  forSeconds: '60',
  clearMargin: '',
  isOn: true,
};

/** The draft that means a rule. */
export function draftOf(rule: AlertRule): AlertRuleDraft {
  const { metric, scope, boundsAre, warning, critical, forSeconds, clearMargin, isOn } = rule;
  return {
    ...{ metric, boundsAre, isOn, scope: scope.kind },
    group: scope.kind === 'group' ? scope.group : '',
    queue: scope.kind === 'queue' ? scope.taskQueueSid : '',
    ...{ warning: written(warning), critical: written(critical), clearMargin: written(clearMargin) },
    forSeconds: String(forSeconds),
  };
}

const written = (number: number | null): string => (number === null ? '' : String(number));

export type DraftField = 'group' | 'queue' | 'warning' | 'critical' | 'forSeconds' | 'clearMargin';

/** What is wrong with a draft, and where. */
export interface DraftProblem {
  readonly field: DraftField;
  /** `value`: what the field takes is something else. */
  readonly problem: { readonly kind: 'value' } | AlertRuleProblem;
}

export type WrittenAlertRule =
  { readonly ok: true; readonly rule: Omit<AlertRule, 'id'> } | ({ readonly ok: false } & DraftProblem);

/** The rule that a draft means, without its id, or what of the draft is wrong. */
export function alertRuleOf(draft: AlertRuleDraft): WrittenAlertRule {
  const { metric, boundsAre, isOn } = draft;
  const parsed = parseWithSchema(AlertRule, {
    ...{ id: 'new', metric, isOn, scope: scopeOf(draft) },
    // The choice is not offered for the others.
    boundsAre: hasTarget(metric) ? boundsAre : 'figure',
    ...{ warning: writtenNumber(draft.warning), critical: writtenNumber(draft.critical) },
    ...{ forSeconds: writtenNumber(draft.forSeconds) ?? 0, clearMargin: writtenNumber(draft.clearMargin) },
  });
  if (!parsed.ok) return { ok: false, field: fieldAt(parsed.path, draft), problem: { kind: 'value' } };
  const problem = alertRuleProblem(parsed.value);
  return problem === null
    ? { ok: true, rule: parsed.value }
    : { ok: false, field: 'bound' in problem ? problem.bound : FIELDS_OF[problem.kind], problem };
}

const FIELDS_OF = { 'no-target': 'warning', 'no-bound': 'warning', order: 'critical' } as const;

function scopeOf({ scope, group, queue }: AlertRuleDraft): unknown {
  switch (scope) {
    case 'all':
      return { kind: 'all' };
    case 'group':
      return { kind: 'group', group };
    case 'queue':
      return { kind: 'queue', taskQueueSid: queue };
  }
}

const NUMBERS = ['warning', 'critical', 'forSeconds', 'clearMargin'] as const;

const fieldAt = (path: string, { scope }: AlertRuleDraft): DraftField =>
  NUMBERS.find((field) => path.startsWith(field)) ?? (scope === 'queue' ? 'queue' : 'group');
