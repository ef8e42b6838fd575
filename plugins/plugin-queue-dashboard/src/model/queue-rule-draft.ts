import {
  isTimeZone,
  parseWithSchema,
  QueueRule,
  type PolicyField,
  type QueueMatch,
  type QueueReset,
  type ServiceLevelFormula,
} from '@flex-sync-suite/shared/contract';

/** The part of a draft that cannot be taken as it is. */
export type RuleProblem =
  'pattern' | 'value' | 'channel' | Exclude<PolicyField, 'reset'> | 'resetTime' | 'resetZone' | 'nothing';

/** A rule as it is being written: texts of fields, empty where the rule sets nothing. */
export interface QueueRuleDraft {
  readonly match: QueueMatch['kind'];
  /** The group, the part of the name, or the attribute. */
  readonly pattern: string;
  /** Of the attribute. */
  readonly value: string;
  readonly channel: string;
  readonly targetPercent: string;
  readonly thresholdSeconds: string;
  readonly shortAbandonSeconds: string;
  readonly formula: ServiceLevelFormula | '';
  readonly countsFlowOuts: 'yes' | 'no' | '';
  /** When the day begins, `HH:MM`, and in which zone. */
  readonly resetTime: string;
  readonly resetZone: string;
}

export const EMPTY_RULE: QueueRuleDraft = {
  match: 'all',
  pattern: '',
  value: '',
  channel: '',
  targetPercent: '',
  thresholdSeconds: '',
  shortAbandonSeconds: '',
  formula: '',
  countsFlowOuts: '',
  resetTime: '',
  resetZone: '',
};

/** The rule that a draft means, without its id, or what of the draft is wrong. */
export function queueRuleOf(draft: QueueRuleDraft): Omit<QueueRule, 'id'> | RuleProblem {
  const channel = draft.channel.trim();
  if (channel === 'default') return 'channel';
  const reset = resetOf(draft);
  if (typeof reset === 'string') return reset;
  const set = {
    ...numbered('targetPercent', draft.targetPercent),
    ...numbered('thresholdSeconds', draft.thresholdSeconds),
    ...numbered('shortAbandonSeconds', draft.shortAbandonSeconds),
    ...(draft.formula === '' ? {} : { formula: draft.formula }),
    ...(draft.countsFlowOuts === '' ? {} : { countsFlowOuts: draft.countsFlowOuts === 'yes' }),
    ...(reset === null ? {} : { reset }),
  };
  if (Object.keys(set).length === 0) return 'nothing';
  const parsed = parseWithSchema(QueueRule, {
    id: 'new',
    queues: matchOf(draft),
    ...(channel === '' ? {} : { channel }),
    ...set,
  });
  return parsed.ok ? parsed.value : problemAt(parsed.path);
}

/** Null where the draft says nothing of it. */
function resetOf({ resetTime, resetZone, channel }: QueueRuleDraft): QueueReset | RuleProblem | null {
  const plain = (text: string): string => text.trim().normalize('NFKC');
  const [time, zone] = [plain(resetTime), plain(resetZone)];
  if (time === '') return zone === '' ? null : 'resetZone';
  if (channel.trim() !== '') return 'resetTime';
  if (zone !== '' && !isTimeZone(zone)) return 'resetZone';
  return { time, ...(zone === '' ? {} : { zone }) };
}

/** Which queues a rule is for, by what was chosen and written. */
export function matchOf({ match, pattern, value }: Pick<QueueRuleDraft, 'match' | 'pattern' | 'value'>): QueueMatch {
  switch (match) {
    case 'all':
      return { kind: 'all' };
    case 'group':
      return { kind: 'group', group: pattern };
    case 'name':
      return { kind: 'name', contains: pattern };
    case 'prefix':
      return { kind: 'prefix', beginsWith: pattern };
    case 'attribute':
      return { kind: 'attribute', attribute: pattern, ...(value.trim() === '' ? {} : { value }) };
  }
}

type NumberField = 'targetPercent' | 'thresholdSeconds' | 'shortAbandonSeconds';

function numbered(field: NumberField, text: string): Partial<Record<NumberField, number>> {
  const number = writtenNumber(text);
  return number === null ? {} : { [field]: number };
}

/** Also in the wide digits of East Asia, and with a comma where people write one. Null for nothing, NaN for no number. */
export function writtenNumber(text: string): number | null {
  const plain = text.trim().normalize('NFKC').replace(',', '.');
  if (plain === '') return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

const FIELDS = [
  'channel',
  'targetPercent',
  'thresholdSeconds',
  'shortAbandonSeconds',
  'formula',
  'countsFlowOuts',
] as const;

function problemAt(path: string): RuleProblem {
  if (path.startsWith('reset')) return 'resetTime';
  return path === 'queues.value' ? 'value' : (FIELDS.find((field) => path.startsWith(field)) ?? 'pattern');
}
