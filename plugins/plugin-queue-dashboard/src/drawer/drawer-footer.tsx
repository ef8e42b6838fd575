import type { QueueDetail } from '@flex-sync-suite/shared/contract';
import { asSentence } from '@flex-sync-suite/shared/views';
import type { Failure } from '@flex-sync-suite/shared/flex';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { drawerStrings } from '../strings/drawer-strings';
import { useFormatters } from '../parts/formatters-context';

interface DrawerFooterProps {
  readonly detail: QueueDetail;
  /** Why it could not be refreshed; null when it was. */
  readonly failure: Failure | null;
  readonly onRetry: () => void;
}

/** Of when it is. Below what scrolls: a failure that comes and goes moves no row. */
export function DrawerFooter({ detail, failure, onRetry }: DrawerFooterProps): React.JSX.Element {
  const time = useFormatters().timeOfDay(Date.parse(detail.at));
  return (
    <Box
      display="flex"
      alignItems="center"
      columnGap="space40"
      minHeight="40px"
      paddingX="space50"
      paddingY="space20"
      borderTopStyle="solid"
      borderTopWidth="borderWidth10"
      borderTopColor="colorBorderWeaker"
    >
      <Box flexGrow={1} fontSize="fontSize20" data-testid="queue-drawer-age">
        {failure === null ? (
          <Text as="span" fontSize="fontSize20" color="colorTextWeak">
            {drawerStrings.refreshed(time)}
          </Text>
        ) : null}
        <div role="status">
          {failure === null ? null : (
            <Text as="span" fontSize="fontSize20" color="colorTextWarningStrong">
              {`${drawerStrings.notRefreshed(time)} ${asSentence(failure.message)}`}
            </Text>
          )}
        </div>
      </Box>
      {failure === null ? null : (
        <Button variant="link" size="reset" onClick={onRetry}>
          {drawerStrings.retry}
        </Button>
      )}
    </Box>
  );
}
