import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import type { Insertion } from '../insert/insert-response';
import type { ComposerAvailability } from '../model/library-view';
import { OBSTACLES } from '../parts/strings';
import { previewStrings } from './preview-strings';

interface InsertButtonsProps {
  readonly isOffered: boolean;
  readonly availability: ComposerAvailability;
  readonly canSend: boolean;
  readonly onInsert: (finish?: Pick<Insertion, 'then'>) => void;
}

/** Inserts the text, and where it is allowed sends it too. */
export function InsertButtons({ isOffered, availability, canSend, onInsert }: InsertButtonsProps): React.JSX.Element {
  return (
    <Box display="flex" columnGap="space30" padding="space30" paddingX="space40" flexShrink={0}>
      <Button
        variant="primary"
        size="small"
        disabled={!isOffered || availability.kind === 'off'}
        title={availability.kind === 'off' ? OBSTACLES[availability.reason] : undefined}
        data-testid="canned-insert"
        onClick={() => {
          onInsert();
        }}
      >
        {previewStrings.insert}
      </Button>
      {canSend ? (
        <Button
          variant="secondary"
          size="small"
          title={previewStrings.insertAndSendKey}
          data-testid="canned-insert-send"
          onClick={() => {
            onInsert({ then: 'send' });
          }}
        >
          {previewStrings.insertAndSend}
        </Button>
      ) : null}
    </Box>
  );
}
