import { useSource } from '@flex-sync-suite/shared/hooks';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { failureOf } from '@flex-sync-suite/shared/flex';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

/** For a worker without a personal library: one click makes it. */
export function NewPersonalLibrary(): React.JSX.Element | null {
  const { api, libraries, list, workerSid } = useManager();
  const { answer } = useSource(libraries);
  const [failure, setFailure] = useState<string | null>(null);
  const [isMaking, setIsMaking] = useState(false);
  if (workerSid === null || answer === null || answer.libraries.some(({ id }) => id === workerSid)) return null;

  async function make(): Promise<void> {
    setIsMaking(true);
    setFailure(null);
    try {
      const made = await api.createLibrary({ name: managerStrings.personalName, kind: 'personal' });
      await libraries.load();
      list.setFilter({ library: made.id });
    } catch (error) {
      setFailure(failureOf(error).message);
      setIsMaking(false);
    }
  }

  return (
    <div>
      <ActionButton
        variant="secondary"
        size="small"
        isBusy={isMaking}
        data-testid="library-new-personal"
        onClick={() => void make()}
      >
        {managerStrings.library.newPersonal}
      </ActionButton>
      <Text as="p" role="status" color="colorTextError">
        {failure}
      </Text>
    </div>
  );
}
