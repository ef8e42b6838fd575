import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { type ReactNode } from 'react';
import type { RuleEditingWords, RulesWords } from './rules-words';

/** Flex takes numbers off lists; here the order says which rule counts. */
const NUMBERED = { listStyle: 'decimal', paddingInlineStart: '1.75rem' } as const;
const PLAIN = { listStyle: 'none', padding: 0 } as const;

/** How a rule is shown. */
export interface ShownRule<Rule> {
  /** What people wrote in it has its own direction. */
  readonly wordsOf: (rule: Rule) => ReactNode;
  /** The same in one text, for what is heard. */
  readonly sentenceOf: (rule: Rule) => string;
}

interface RuleListProps<Rule> extends ShownRule<Rule> {
  readonly words: RulesWords;
  /** Null where a rule is only added and removed. */
  readonly editing: RuleEditingWords | null;
  readonly rules: readonly Rule[];
  /** Whether their order says something. */
  readonly isOrdered: boolean;
  /** Null while nothing can be changed. */
  readonly changes: RuleListChanges<Rule> | null;
}

interface RuleListChanges<Rule> {
  readonly remove: (rule: Rule, index: number) => void;
  readonly move: (rule: Rule, by: 1 | -1) => void;
  /** @param button what leads there, for the way back */
  readonly edit: (rule: Rule, button: HTMLElement) => void;
}

/** The rules in their order. */
export function RuleList<Rule extends { readonly id: string }>(props: RuleListProps<Rule>): React.JSX.Element {
  const { words, editing, rules, isOrdered, changes, wordsOf, sentenceOf } = props;
  if (rules.length === 0) return <Text as="p">{words.none}</Text>;
  return (
    <Box as={isOrdered ? 'ol' : 'ul'} aria-label={words.list} margin="space0" style={isOrdered ? NUMBERED : PLAIN}>
      {rules.map((rule, index) => {
        const sentence = sentenceOf(rule);
        const step = (name: string, by: 1 | -1, isLast: boolean) => (
          <RuleButton
            text={name}
            label={words.moveNamed(name, sentence)}
            testId={by === 1 ? 'rule-down' : 'rule-up'}
            onClick={
              changes === null || isLast
                ? null
                : () => {
                    changes.move(rule, by);
                  }
            }
          />
        );
        return (
          <Box as="li" key={rule.id} paddingY="space20" color="colorText" data-testid="rule">
            <Box display="flex" justifyContent="space-between" alignItems="center" columnGap="space40">
              <Text as="span" overflowWrap="anywhere" data-testid="rule-text">
                {wordsOf(rule)}
              </Text>
              <Box display="flex" columnGap="space40" flexShrink={0}>
                {editing === null ? null : (
                  <RuleButton
                    text={editing.edit}
                    label={editing.editNamed(sentence)}
                    testId="rule-edit"
                    onClick={
                      changes === null
                        ? null
                        : (button) => {
                            changes.edit(rule, button);
                          }
                    }
                  />
                )}
                {isOrdered ? step(words.up, -1, index === 0) : null}
                {isOrdered ? step(words.down, 1, index === rules.length - 1) : null}
                <RuleButton
                  text={words.remove}
                  label={words.removeNamed(sentence)}
                  testId="rule-remove"
                  onClick={
                    changes === null
                      ? null
                      : () => {
                          changes.remove(rule, index);
                        }
                  }
                />
              </Box>
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}

interface RuleButtonProps {
  readonly text: string;
  readonly label: string;
  readonly testId: string;
  /** Null while it does nothing: it keeps its place in the order of the keyboard. */
  readonly onClick: ((button: HTMLElement) => void) | null;
}

const RuleButton = ({ text, label, testId, onClick }: RuleButtonProps): React.JSX.Element => (
  <Button
    variant="link"
    size="reset"
    aria-label={label}
    aria-disabled={onClick === null}
    data-testid={testId}
    onClick={({ currentTarget }: React.MouseEvent<HTMLButtonElement>) => onClick?.(currentTarget)}
  >
    {text}
  </Button>
);
