import type { QueueAgents, QueueGroupDocument } from '@flex-sync-suite/shared/contract';
import { Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo, useMemo, useRef, type RefObject } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { useReportingZone } from '../data/use-reporting-zone';
import { byGroup, keptIds, type BoardGroup } from '../model/board-groups';
import { rowIdOf, rowPlaceOf } from '../model/order/row-ids';
import { createZoneFormatters } from '../model/zone-formatters';
import { explanationStrings as words } from '../strings/explanation-strings';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../strings/strings';
import type { Column } from '../table/columns';
import { type FigurePlace, TOTALS } from '../table/figure-place';
import type { ExplanationProps } from './explanation';
import { ChannelExplanation, GroupExplanation, QueueExplanation, SumExplanation } from './explanations';

interface ExplanationDialogProps {
  /** Those of the table. */
  readonly columns: readonly Column[];
  readonly place: FigurePlace;
  /** Groups that the table has rows of; none where it has queues alone. */
  readonly groups: readonly BoardGroup[];
  readonly queues: readonly BoardQueue[];
  /** By what the queues are chosen; a Document of a group counts those too that do not pass. */
  readonly filter: string;
  /** Names the choice that they pass. */
  readonly wanted: string;
  /** Of these queues together; null while they are not known. */
  readonly agents: QueueAgents | null;
  /** Of the group that they are; undefined where there is none. */
  readonly groupDocument: QueueGroupDocument | undefined;
  readonly locale: string | undefined;
  readonly onPlace: (place: FigurePlace) => void;
  readonly onClose: () => void;
}

/** What the figures of a queue, of a group, or of all shown, are and how they came about: live, as the board behind it. */
export function ExplanationDialog(props: ExplanationDialogProps): React.JSX.Element {
  const { place, queues, locale, onPlace, onClose } = props;
  const reportingZone = useReportingZone();
  const zone = useMemo(() => createZoneFormatters(locale, reportingZone), [locale, reportingZone]);
  const { count, collator } = useFormatters();
  const id = useUID();
  const choice = useRef<HTMLSelectElement>(null);
  const asked = useRef<HTMLElement>(null);
  // By name, not as the board: one looks for a name, and nothing moves in a list that is open.
  const byName = useMemo(
    () => [...queues].sort((a, b) => collator.compare(a.item.name, b.item.name)),
    [queues, collator],
  );
  const queue = queues.find(({ sid }) => sid === place.sid);
  const members = useMemo(() => byGroup(queues), [queues]);
  const groups = useMemo(() => props.groups.filter(({ key }) => members.has(key)), [props.groups, members]);
  const group = queue === undefined ? groups.find(({ key }) => key === place.group) : undefined;
  return (
    <Dialog
      title={
        <>
          <bdi>{queue?.item.name ?? group?.name ?? strings.totals(queues.length, count(queues.length))}</bdi>
          {place.channel === null ? null : (
            <>
              , <bdi>{place.channel}</bdi>
            </>
          )}
          : {words.title}
        </>
      }
      closeLabel={words.close}
      onClose={onClose}
      size="wide"
      initialFocusRef={place.column === null ? choice : asked}
      testId="explanation"
    >
      <QueueChoice id={`${id}-queue`} selectRef={choice} {...{ groups, place, onPlace }} queues={byName} />
      <ExplanationOf
        {...props}
        {...{ queue, group, zone }}
        ofGroup={members.get(group?.key ?? '') ?? []}
        column={place.column}
        askedRef={asked}
      />
    </Dialog>
  );
}

interface Asked extends ExplanationProps, Omit<ExplanationDialogProps, 'groups' | 'locale' | 'onPlace' | 'onClose'> {
  readonly queue: BoardQueue | undefined;
  /** Undefined also where a queue of it is asked about. */
  readonly group: BoardGroup | undefined;
  /** Its queues. */
  readonly ofGroup: readonly BoardQueue[];
}

function ExplanationOf(asked: Asked): React.JSX.Element {
  const { queue, group, ofGroup, queues, wanted, filter, agents, groupDocument, place } = asked;
  const { columns, zone, column, askedRef } = asked;
  const shared = { columns, zone, column, askedRef };
  if (group !== undefined) {
    const isKept = filter === '' && keptIds(ofGroup.map(({ item }) => item)).has(group.key);
    return (
      <GroupExplanation
        {...shared}
        queues={ofGroup}
        wanted={`${wanted} ${group.key}`}
        documentId={isKept ? group.key : null}
      />
    );
  }
  if (queue === undefined)
    return <SumExplanation {...shared} {...{ queues, wanted, agents }} document={groupDocument} />;
  if (place.channel === null) return <QueueExplanation {...shared} queue={queue} />;
  return <ChannelExplanation {...shared} queue={queue} channel={place.channel} />;
}

interface QueueChoiceProps extends Pick<ExplanationDialogProps, 'groups' | 'queues' | 'place' | 'onPlace'> {
  readonly id: string;
  readonly selectRef: RefObject<HTMLSelectElement>;
}

/** Renders when the queues or the choice change, not with the clock: 500 queues are 500 options. */
const QueueChoice = memo(function QueueChoice(props: QueueChoiceProps) {
  const { id, selectRef, groups, queues, place, onPlace } = props;
  const { count } = useFormatters();
  const asked = queues.find(({ sid }) => sid === place.sid);
  const isOfGroup = asked === undefined && groups.some(({ key }) => key === place.group);
  const ofGroup = isOfGroup ? rowIdOf({ group: place.group }) : ALL;
  const chosen = asked === undefined ? ofGroup : rowIdOf({ sid: asked.sid, channel: place.channel });
  return (
    <Box marginBottom="space50" maxWidth="size40">
      <Label htmlFor={id}>{words.queue}</Label>
      <Select
        id={id}
        ref={selectRef}
        value={chosen}
        data-testid="explanation-queue"
        onChange={({ target }) => {
          onPlace({ ...(target.value === ALL ? TOTALS : rowPlaceOf(target.value)), column: place.column });
        }}
      >
        {[
          <Option key={ALL} value={ALL}>
            {strings.totals(queues.length, count(queues.length))}
          </Option>,
          ...groups.map(({ key, name }) => (
            <Option key={rowIdOf({ group: key })} value={rowIdOf({ group: key })}>
              {words.ofGroup(name)}
            </Option>
          )),
          ...queues.flatMap(({ sid, item }) =>
            [null, ...(sid === place.sid ? item.channels : [])].map((channel) => (
              <Option key={rowIdOf({ sid, channel })} value={rowIdOf({ sid, channel })}>
                {channel === null ? item.name : `${strings.ofQueue(item.name)}${channel}`}
              </Option>
            )),
          ),
        ]}
      </Select>
    </Box>
  );
});

/** Of all queues shown, in the choice; no SID. */
const ALL = 'all';
