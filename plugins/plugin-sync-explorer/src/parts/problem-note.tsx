import { asSentence } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import type { Problem } from '../data/problem';
import { words } from './strings';

interface ProblemNoteProps {
  readonly problem: Problem | null;
  readonly testId: string;
  /** Default: it is tried again by itself. */
  readonly onRetry?: () => void;
}

/** Why something is not there, or is old, and what can be done. Nothing without a problem. */
export function ProblemNote({ problem, testId, onRetry }: ProblemNoteProps): React.JSX.Element {
  return (
    <Box role="alert" fontSize="fontSize30" color="colorTextError" style={BREAKING}>
      {problem === null ? null : (
        <Box
          display="flex"
          flexWrap="wrap"
          alignItems="center"
          columnGap="space30"
          paddingY="space20"
          data-testid={testId}
          data-problem={problem.kind}
        >
          <span>{problem.kind === 'failed' ? asSentence(problem.message) : words.problems[problem.kind]}</span>
          {onRetry === undefined ? null : (
            <Button variant="link" size="reset" onClick={onRetry}>
              {words.retry}
            </Button>
          )}
        </Box>
      )}
    </Box>
  );
}

const BREAKING = { overflowWrap: 'anywhere' } as const;
