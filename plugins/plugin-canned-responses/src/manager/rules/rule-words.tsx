import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import React from 'react';
import type { ManagerFormatters } from '../parts/manager-formatters';
import { CONDITION_WORDS, rulesStrings } from './rules-strings';

interface RuleWordsProps {
  readonly rule: ResponseRule;
  readonly format: ManagerFormatters;
}

/** A rule as people read it: its condition, and which responses come first. What people wrote has its own direction. */
export function RuleWords({ rule, format }: RuleWordsProps): React.JSX.Element {
  const step = stepOf(rule);
  return (
    <>
      {CONDITION_WORDS[rule.when.kind]}
      {step === undefined ? null : (
        <>
          {` ${rulesStrings.atStep} `}
          {typeof step === 'number' ? rulesStrings.stepNumber(format.count(step)) : <bdi dir="auto">{step}</bdi>}
        </>
      )}
      {`: ${rulesStrings.tagged} `}
      <bdi dir="auto">{rule.tag}</bdi>
    </>
  );
}

/** The same in one text, for what is heard. */
export function ruleSentence(rule: ResponseRule, format: ManagerFormatters): string {
  const step = stepOf(rule);
  const place = typeof step === 'number' ? rulesStrings.stepNumber(format.count(step)) : step;
  const where = place === undefined ? '' : ` ${rulesStrings.atStep} ${place}`;
  return `${CONDITION_WORDS[rule.when.kind]}${where}: ${rulesStrings.tagged} ${rule.tag}`;
}

const stepOf = ({ when }: ResponseRule): number | string | undefined => ('step' in when ? when.step : undefined);
