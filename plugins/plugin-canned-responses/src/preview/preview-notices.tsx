import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import React from 'react';
import { insertStrings } from '../insert/insert-strings';
import { previewStrings } from './preview-strings';
import type { PinnedResponse } from './use-pinned-response';

interface PreviewNoticesProps {
  readonly item: CannedResponseItem;
  /** False once it has left the library. */
  readonly isOffered: boolean;
  readonly pinned: PinnedResponse;
}

/** What is to be said of the text: it was changed, cannot be had, or is on its way. */
export function PreviewNotices({ item, isOffered, pinned }: PreviewNoticesProps): React.JSX.Element {
  const { response, obstacle, isChanged, showNew } = pinned;
  return (
    <div role="status">
      {isChanged ? (
        <Box padding="space30" data-testid="canned-changed">
          <Callout variant="warning">
            <CalloutText>{previewStrings.changed}</CalloutText>
            <Button variant="link" size="small" data-testid="canned-show-new" onClick={showNew}>
              {previewStrings.showNew}
            </Button>
          </Callout>
        </Box>
      ) : null}
      {isOffered && obstacle === null ? null : (
        <Box padding="space40" fontSize="fontSize30" data-testid="canned-preview-obstacle">
          {insertStrings.unavailable[isOffered ? (obstacle ?? 'not-yet') : 'gone'](item.title)}
        </Box>
      )}
      {response === undefined && obstacle === null && isOffered ? (
        <Box padding="space40" fontSize="fontSize30">
          {previewStrings.loading(item.title)}
        </Box>
      ) : null}
    </div>
  );
}
