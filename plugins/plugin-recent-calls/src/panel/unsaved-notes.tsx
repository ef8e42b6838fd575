import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { memo } from 'react';
import { strings } from '../parts/strings';
import { partyName } from '../parts/party-words';
import { usePorts } from '../data/panel-ports';

/** More are there when these are saved. */
const MAX_NAMED = 3;

interface UnsavedNotesProps {
  readonly calls: readonly RecentCall[];
  /** Its form shows what is not saved. */
  readonly openSid: ReservationSid | null;
  readonly onOpen: (call: RecentCall) => void;
}

/** Leads back to notes that were left without saving, as when another task was selected. */
export const UnsavedNotes = memo(function UnsavedNotes({ calls, openSid, onOpen }: UnsavedNotesProps) {
  const notes = useSource(usePorts().memory.notes);
  const left = calls.filter(
    ({ reservationSid: sid }) => sid !== openSid && notes.has(sid) && notes.get(sid)?.edited !== null,
  );
  if (left.length === 0) return null;
  return (
    <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space20" data-testid="unsaved-notes">
      {left.slice(0, MAX_NAMED).map((call) => (
        <Button
          key={call.reservationSid}
          variant="link"
          size="reset"
          onClick={() => {
            onOpen(call);
          }}
        >
          <bdi>{strings.notes.unsaved(partyName(call))}</bdi>
        </Button>
      ))}
    </Box>
  );
});
