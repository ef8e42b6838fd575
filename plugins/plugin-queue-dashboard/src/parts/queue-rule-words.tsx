import type { QueueRule } from '@flex-sync-suite/shared/contract';
import React from 'react';
import type { Formatters } from '../model/formatters';
import { SERVICE_LEVEL_NAMES } from '../strings/explanation-strings';
import { rulesStrings as words } from '../strings/rules-strings';
import { MatchWords, matchSentence } from './match-words';

interface QueueRuleWordsProps {
  readonly rule: QueueRule;
  readonly format: Formatters;
  /** In how many queues it decides something. Default: that is not said. */
  readonly countsIn?: number | null;
}

/** A rule as people read it: for which queues, and what it sets. What people wrote has its own direction. */
export function QueueRuleWords({ rule, format, countsIn = null }: QueueRuleWordsProps): React.JSX.Element {
  const { queues, channel } = rule;
  return (
    <>
      <MatchWords match={queues} />
      {channel === undefined ? '' : words.onChannel(channel)}
      {`: ${settings(rule, format)}`}
      {countsIn === null ? null : ` (${whereWords(countsIn, format)})`}
    </>
  );
}

/** The same in one text, for what is heard. */
export function queueRuleSentence(rule: QueueRule, format: Formatters): string {
  const channel = rule.channel === undefined ? '' : words.onChannel(rule.channel);
  return `${matchSentence(rule.queues)}${channel}: ${settings(rule, format)}`;
}

function settings(rule: QueueRule, { count, percent }: Formatters): string {
  const { targetPercent, thresholdSeconds, shortAbandonSeconds, formula, countsFlowOuts, reset } = rule;
  return [
    targetPercent === undefined ? [] : words.target(percent(targetPercent / 100)),
    thresholdSeconds === undefined ? [] : words.within(count(thresholdSeconds)),
    shortAbandonSeconds === undefined ? [] : words.short(count(shortAbandonSeconds)),
    formula === undefined ? [] : `${formula}, ${SERVICE_LEVEL_NAMES[formula]}`,
    countsFlowOuts === undefined ? [] : words.flowOuts(countsFlowOuts),
    reset === undefined ? [] : words.dayBegins(reset.time, reset.zone),
  ]
    .flat()
    .join('; ');
}

const whereWords = (queues: number, { count }: Formatters): string =>
  queues === 0 ? words.countsNowhere : words.countsIn(queues, count(queues));
