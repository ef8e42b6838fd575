import type { AlertRule } from '@flex-sync-suite/shared/contract';
import React from 'react';
import type { Formatters } from '../model/formatters';
import { alertRuleStrings as words, METRIC_WORDS } from './alert-rule-strings';

interface AlertRuleWordsProps {
  readonly rule: AlertRule;
  readonly format: Formatters;
  /** Of the queue of a rule that has one; undefined where it is not known. */
  readonly queueName: string | undefined;
}

/** A rule as people read it: where it looks, at what, and what raises an alert. What people wrote has its own direction. */
export function AlertRuleWords({ rule, format, queueName }: AlertRuleWordsProps): React.JSX.Element {
  const { scope } = rule;
  switch (scope.kind) {
    case 'all':
      return <>{alertRuleSentence({ rule, format, queueName })}</>;
    case 'group':
      return (
        <>
          {`${words.group} `}
          <bdi dir="auto">{scope.group}</bdi>
          {`: ${raises(rule, format)}`}
        </>
      );
    case 'queue':
      return (
        <>
          <bdi dir="auto">{words.queue(queueName ?? words.unknownQueue)}</bdi>
          {`: ${raises(rule, format)}`}
        </>
      );
  }
}

/** The same in one text, for what is heard. */
export const alertRuleSentence = ({ rule, format, queueName }: AlertRuleWordsProps): string =>
  `${scopeWords(rule, queueName)}: ${raises(rule, format)}`;

function scopeWords({ scope }: AlertRule, queueName = words.unknownQueue as string): string {
  switch (scope.kind) {
    case 'all':
      return words.allQueues;
    case 'group':
      return `${words.group} ${scope.group}`;
    case 'queue':
      return words.queue(queueName);
  }
}

function raises(rule: AlertRule, format: Formatters): string {
  const { metric, warning, critical, forSeconds, clearMargin, isOn } = rule;
  const figure = (value: number): string => boundWords(rule, value, format);
  return [
    METRIC_WORDS[metric],
    ...(warning === null ? [] : [words.warning(figure(warning))]),
    ...(critical === null ? [] : [words.critical(figure(critical))]),
    words.forSeconds(format.count(forSeconds)),
    ...(clearMargin === null ? [] : [words.backAfter(format.count(clearMargin))]),
    ...(isOn ? [] : [words.off]),
  ].join('; ');
}

function boundWords({ metric, boundsAre }: AlertRule, value: number, format: Formatters): string {
  if (boundsAre === 'target') {
    const number = format.count(value);
    return metric === 'longest-wait' ? words.timesThreshold(number) : words.belowTarget(number);
  }
  switch (metric) {
    case 'longest-wait':
      return format.clock(value * 1_000);
    case 'service-level':
    case 'abandoned-share':
      return format.percentNumber(value);
    case 'waiting':
    case 'free-agents':
      return format.count(value);
  }
}
