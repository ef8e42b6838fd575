import { RulesFailed } from '@flex-sync-suite/shared/views';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { BoardChoice } from '../choice/use-board-choice';
import type { Views } from './use-views';
import { viewsStrings as words } from './views-strings';

interface ViewsNoteProps {
  readonly inUse: BoardChoice['inUse'];
  readonly views: Views;
}

/** What is to be said of the view in use below the toolbar: that it is gone, or why it is not known or not saved. */
export function ViewsNote({ inUse, views }: ViewsNoteProps): React.JSX.Element {
  const { failure } = views.state;
  // Who looks at the board alone needs no views.
  const isTold = failure !== null && inUse.kind !== 'none';
  return (
    <>
      <div role="status">
        {inUse.kind === 'gone' ? (
          <Text as="p" color="colorTextWarningStrong" data-testid="view-gone">
            {words.gone}
          </Text>
        ) : null}
      </div>
      {isTold ? (
        <RulesFailed
          words={words}
          failure={failure}
          onRetry={() => {
            if (failure.kind !== 'conflict') void failure.retry();
          }}
        />
      ) : null}
    </>
  );
}
