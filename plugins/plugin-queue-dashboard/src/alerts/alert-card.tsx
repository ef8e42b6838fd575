import type { QueueAlert, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { asSentence } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { alertSentence, alertStrings } from '../strings/alert-strings';
import { Clock } from '../parts/clock';
import { useFormatters } from '../parts/formatters-context';
import { StatusPill } from '../parts/status-pill';
import type { AlertActions } from '../data/alert-actions';
import { AlertButtons } from './alert-buttons';
import { figureNow } from './alert-figure';
import { useAlertAction } from './use-alert-action';

interface AlertCardProps {
  readonly alert: QueueAlert;
  /** Undefined for one that the list of queues does not have. */
  readonly queue: BoardQueue | undefined;
  readonly isLive: boolean;
  readonly actions: AlertActions;
  readonly onOpenQueue: (sid: TaskQueueSid) => void;
  readonly onAnswered: (alert: QueueAlert) => void;
}

/** One alert: which queue, by how much, since when, who is on it, and what can be done. */
export function AlertCard(props: AlertCardProps): React.JSX.Element {
  const { alert, queue, isLive, actions, onOpenQueue, onAnswered } = props;
  const acting = useAlertAction(actions, alert, onAnswered);
  const name = queue?.item.name ?? alert.queueName;
  return (
    <Box
      padding="space40"
      borderStyle="solid"
      borderWidth="borderWidth10"
      borderColor="colorBorderWeak"
      borderRadius="borderRadius20"
      style={BREAKING}
      data-testid="alert"
      data-alert-id={alert.id}
      data-severity={alert.severity}
    >
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40">
        <StatusPill status={alert.severity} isLastKnown={alert.end !== null || !isLive} />
        {queue === undefined ? (
          <bdi dir="auto">{name}</bdi>
        ) : (
          <Button
            variant="link"
            size="reset"
            aria-label={alertStrings.openQueue(name)}
            onClick={() => {
              onOpenQueue(alert.taskQueueSid);
            }}
          >
            <bdi dir="auto" data-cell="queue">
              {name}
            </bdi>
          </Button>
        )}
      </Box>
      <Sentence alert={alert} queue={isLive && alert.end === null ? queue : undefined} />
      <State alert={alert} me={actions.me} />
      <NoteText note={alert.note} />
      <div role="status" data-testid="alert-failure">
        {acting.failure === null ? null : (
          <Text as="p" color="colorTextError">
            {asSentence(acting.failure)}
          </Text>
        )}
      </div>
      {isLive ? <AlertButtons {...{ alert, acting, name }} me={actions.me} /> : null}
    </Box>
  );
}

const BREAKING = { overflowWrap: 'anywhere' } as const;

/** With the figure as it is now, where that is known. */
function Sentence({ alert, queue }: Pick<AlertCardProps, 'alert' | 'queue'>): React.JSX.Element {
  const format = useFormatters();
  const nowMs = useLiveNow();
  const { item, document } = queue?.failedSince === null ? queue : NOT_KNOWN;
  const now = item === undefined || document === undefined ? null : figureNow(alert.metric, item, document, nowMs);
  const sentence = alertSentence(alert, now ?? alert.value, format);
  return (
    <Text as="p" fontWeight="fontWeightSemibold" data-cell="sentence">
      {now === null ? alertStrings.whenRaised(sentence) : sentence}
    </Text>
  );
}

const NOT_KNOWN = { item: undefined, document: undefined };

/** Since when, and who is on it. */
function State({ alert, me }: { readonly alert: QueueAlert; readonly me: string }): React.JSX.Element {
  const { minuteOfDay } = useFormatters();
  const { owner, end, raisedAt } = alert;
  const time = (instant: string): string => minuteOfDay(Date.parse(instant));
  return (
    <Text as="p" fontSize="fontSize20" color="colorTextWeak">
      <span data-cell="since">
        {end === null ? (
          <>
            <Clock cell="age" since={raisedAt} /> ({alertStrings.since(time(raisedAt))})
          </>
        ) : (
          alertStrings.ends[end.reason](time(end.at))
        )}
      </span>
      {' · '}
      <span data-cell="owner">
        {owner === null ? alertStrings.nobody : owner.id === me ? alertStrings.you : alertStrings.isOnIt(named(owner))}
        {owner === null ? '' : `, ${alertStrings.since(time(owner.since))}`}
      </span>
      {end === null ? <Silence alert={alert} /> : null}
    </Text>
  );
}

function Silence({ alert: { snooze } }: { readonly alert: QueueAlert }): React.JSX.Element | null {
  const { minuteOfDay } = useFormatters();
  const nowMs = useLiveNow();
  if (snooze === null || Date.parse(snooze.until) <= nowMs) return null;
  const text = alertStrings.silentUntil(minuteOfDay(Date.parse(snooze.until)), named(snooze.by));
  return <span data-cell="silence">{` · ${text}`}</span>;
}

function NoteText({ note }: Pick<QueueAlert, 'note'>): React.JSX.Element | null {
  const { minuteOfDay } = useFormatters();
  if (note === null) return null;
  return (
    <Text as="p" data-cell="note">
      <bdi dir="auto">{note.text}</bdi>{' '}
      <Text as="span" fontSize="fontSize20" color="colorTextWeak">
        ({alertStrings.noteBy(named(note.by), minuteOfDay(Date.parse(note.at)))})
      </Text>
    </Text>
  );
}

/** Who has no worker has no name in the directory. */
const named = ({ name }: { readonly name: string | null }): string => name ?? alertStrings.somebody;
