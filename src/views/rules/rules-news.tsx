import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import React, { useEffect, useRef } from 'react';
import { ActionButton } from '../page/action-button';
import type { RulesWords } from './rules-words';
import type { Deed, RulesTrouble } from './rules-state';

interface RulesFailedProps {
  readonly words: Pick<RulesWords, 'retry' | 'conflict' | 'failedToRead' | 'failedToSave'>;
  readonly failure: RulesTrouble | null;
  readonly onRetry: () => void;
}

/** What went wrong, and what to do. The region is always there, so that its text is announced. */
export function RulesFailed({ words, failure, onRetry }: RulesFailedProps): React.JSX.Element {
  return (
    <div role="alert" data-testid="rules-failure">
      {failure === null ? null : (
        <Callout variant="error">
          <CalloutText>{failureSentence(words, failure)}</CalloutText>
          {failure.kind === 'conflict' ? null : (
            <Box marginTop="space30">
              <Button variant="secondary" size="small" data-testid="rules-retry" onClick={onRetry}>
                {words.retry}
              </Button>
            </Box>
          )}
        </Callout>
      )}
    </div>
  );
}

function failureSentence(words: RulesFailedProps['words'], failure: RulesTrouble): string {
  if (failure.kind === 'conflict') return words.conflict;
  const { kind, reason } = failure;
  return kind === 'read' ? words.failedToRead(reason) : words.failedToSave(reason);
}

interface RulesNewsProps {
  readonly words: Pick<RulesWords, 'undo'>;
  readonly deed: Deed | null;
  readonly isBusy: boolean;
}

/** What was done, and the way back. The way back has the focus: the button that had it is gone. */
export function RulesNews({ words, deed, isBusy }: RulesNewsProps): React.JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const undo = deed?.undo ?? null;
  useEffect(() => {
    if (undo !== null) button.current?.focus();
  }, [undo]);
  return (
    <Box display="flex" alignItems="center" columnGap="space40" color="colorText">
      <div role="status" data-testid="rules-news">
        {deed === null ? null : <span dir="auto">{deed.sentence}</span>}
      </div>
      {undo === null ? null : (
        <ActionButton
          ref={button}
          variant="secondary"
          size="small"
          isBusy={isBusy}
          data-testid="rules-undo"
          onClick={undo}
        >
          {words.undo}
        </ActionButton>
      )}
    </Box>
  );
}
