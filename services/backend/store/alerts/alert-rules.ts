import type { AlertRule } from '@flex-sync-suite/shared/contract';
import { DEFAULT_ALERT_RULES } from '../../domain/alerts/alert-rules';
import { readRuleSet, type StoredRuleSet } from '../rule-sets';
import type { Queryable } from '../transaction';

/** The rules that raise alerts: those that every installation begins with, until somebody wrote others. */
export const readAlertRules = async (db: Queryable): Promise<StoredRuleSet<AlertRule>> =>
  (await readRuleSet<AlertRule>(db, 'alert_rules')) ?? { revision: 0, rules: DEFAULT_ALERT_RULES };
