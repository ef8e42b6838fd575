import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useManager } from '../parts/manager-context';
import { RuleWords, ruleSentence } from './rule-words';
import { rulesStrings } from './rules-strings';

interface RuleListProps {
  readonly rules: readonly ResponseRule[];
  /** Null while nothing can be removed. */
  readonly onRemove: ((rule: ResponseRule, index: number) => void) | null;
}

/** The rules in their order. */
export function RuleList({ rules, onRemove }: RuleListProps): React.JSX.Element {
  const { format } = useManager();
  if (rules.length === 0) return <Text as="p">{rulesStrings.none}</Text>;
  return (
    <Box as="ol" aria-label={rulesStrings.list} margin="space0" paddingLeft="space60">
      {rules.map((rule, index) => (
        <Box as="li" key={rule.id} paddingY="space20" color="colorText" data-testid="rule">
          <Box display="flex" justifyContent="space-between" alignItems="center" columnGap="space40">
            <Text as="span" overflowWrap="anywhere" data-testid="rule-text">
              <RuleWords rule={rule} format={format} />
            </Text>
            <Button
              variant="link"
              size="reset"
              aria-label={rulesStrings.removeNamed(ruleSentence(rule, format))}
              aria-disabled={onRemove === null}
              data-testid="rule-remove"
              onClick={() => {
                onRemove?.(rule, index);
              }}
            >
              {rulesStrings.remove}
            </Button>
          </Box>
        </Box>
      ))}
    </Box>
  );
}
