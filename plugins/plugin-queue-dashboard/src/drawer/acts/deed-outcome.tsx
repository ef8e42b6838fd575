import { Text } from '@twilio-paste/core/text';
import React from 'react';

interface DeedOutcomeProps {
  /** Said before it is done: that it is kept who did it. */
  readonly recorded: string;
  /** Why it was not done; null before that was tried. */
  readonly failure: string | null;
  readonly testId: string;
}

/** The foot of a dialog that does something to somebody. Its alert is always there, so that its text is announced. */
export const DeedOutcome = ({ recorded, failure, testId }: DeedOutcomeProps): React.JSX.Element => (
  <>
    <Text as="p" marginTop="space40" color="colorTextWeak">
      {recorded}
    </Text>
    <div role="alert" data-testid={testId}>
      {failure === null ? null : (
        <Text as="p" marginTop="space40" color="colorTextError">
          {failure}
        </Text>
      )}
    </div>
  </>
);
