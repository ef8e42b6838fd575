import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import type { BoardMemory } from '../data/board-memory';
import { alertStrings } from '../strings/alert-strings';
import type { CallOut } from './call-out';

export interface AlertChoicesProps {
  readonly memory: Pick<BoardMemory, 'notifies' | 'sounds'>;
  readonly callOut: CallOut;
}

/** How a person wants to be told of new alerts beyond the board: in no way, until they choose. */
export function AlertChoices({ memory, callOut }: AlertChoicesProps): React.JSX.Element {
  const id = useUID();
  const notifies = useSource(memory.notifies);
  const sounds = useSource(memory.sounds);
  const [isRefused, setIsRefused] = useState(false);
  const askFor = async (isWanted: boolean): Promise<void> => {
    const isGiven = isWanted && (await callOut.mayNotify());
    setIsRefused(isWanted && !isGiven);
    memory.notifies.set(isGiven);
  };
  return (
    <Box
      padding="space50"
      borderTopStyle="solid"
      borderTopWidth="borderWidth10"
      borderTopColor="colorBorderWeaker"
      role="group"
      aria-label={alertStrings.choices}
    >
      <Box display="flex" flexWrap="wrap" columnGap="space60">
        <Checkbox
          id={`${id}-notifies`}
          checked={notifies}
          onChange={({ target }) => void askFor(target.checked)}
          data-testid="alert-notifies"
        >
          {alertStrings.notifies}
        </Checkbox>
        <Checkbox
          id={`${id}-sounds`}
          checked={sounds}
          onChange={({ target }) => {
            memory.sounds.set(target.checked);
            // The person hears what they chose, and the browser learns that they want to.
            if (target.checked) callOut.sound();
          }}
          data-testid="alert-sounds"
        >
          {alertStrings.sounds}
        </Checkbox>
      </Box>
      <div role="status">
        {isRefused ? (
          <Text as="p" fontSize="fontSize20" color="colorTextWarningStrong">
            {alertStrings.notifyRefused}
          </Text>
        ) : null}
      </div>
    </Box>
  );
}
