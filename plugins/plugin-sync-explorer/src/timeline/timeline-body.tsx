import type { SyncActivityEntry, SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { ControlRow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useCallback, useMemo, useState } from 'react';
import type { Choice as ObjectChoice } from '../data/selection';
import { filtered, type TimelineFilter } from '../model/timeline-log';
import { useExplorer } from '../parts/explorer-context';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { ReplayControls } from './replay-controls';
import { TimelineFiles } from './timeline-files';
import { TimelineFilters } from './timeline-filters';
import { TimelineTable } from './timeline-table';
import { useReplay } from './use-replay';

const texts = words.timeline;
const ALL: TimelineFilter = { sid: null, kind: null, identity: '', deed: null };

export interface TimelineBodyProps {
  /** Whose objects can be shown. */
  readonly service: SyncServiceSid;
  /** Shows an object that was written. */
  readonly onOpen: (object: ObjectChoice) => void;
}

/** Live, or a span of the past that is played again. */
export function TimelineBody({ service, onOpen }: TimelineBodyProps): React.JSX.Element {
  const { store, format } = useExplorer();
  const { log, keptSince, problem, isPaused } = useSource(store.timeline);
  const selection = useSource(store.selection);
  const [filter, setFilter] = useState(ALL);
  const [isSelectedOnly, setSelectedOnly] = useState(false);
  const replay = useReplay();
  const sid = isSelectedOnly && selection.step === 'chosen' ? selection.key.sid : null;
  const shown = useMemo(
    () => filtered(replay.played ?? log ?? [], { ...filter, sid }),
    [replay.played, log, filter, sid],
  );
  const choose = useCallback(
    ({ serviceSid, kind, sid: chosen, uniqueName }: SyncActivityEntry) => {
      if (chosen !== null && serviceSid === service) onOpen({ kind, sid: chosen, name: uniqueName });
    },
    [service, onOpen],
  );
  return (
    <>
      <ControlRow columnGap="space40">
        <TimelineFilters
          filter={filter}
          onChange={setFilter}
          isSelectedOnly={isSelectedOnly}
          onSelectedOnly={setSelectedOnly}
        />
        {replay.played === null ? (
          <Button
            variant="secondary"
            size="small"
            data-testid="explorer-timeline-pause"
            onClick={() => {
              store.timeline.setPaused(!isPaused);
            }}
          >
            {isPaused ? texts.goOn : texts.pause}
          </Button>
        ) : null}
        <ReplayControls replay={replay} />
        <TimelineFiles shown={shown} />
        <Box as="span" color="colorTextWeak" fontSize="fontSize20" data-testid="explorer-timeline-count">
          {texts.count(format.count(shown.length))}
          {keptSince === null ? null : ` ${texts.keptSince(format.dateTime(Date.parse(keptSince)))}`}
        </Box>
      </ControlRow>
      <ProblemNote problem={replay.problem ?? problem} testId="explorer-timeline-problem" />
      {shown.length > 0 ? (
        <TimelineTable entries={shown} onChoose={choose} />
      ) : (
        <p>{log === null && problem === null ? words.loading.title : texts.none}</p>
      )}
    </>
  );
}
