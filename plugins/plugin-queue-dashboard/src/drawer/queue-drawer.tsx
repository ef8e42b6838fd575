import type { QueueDetail } from '@flex-sync-suite/shared/contract';
import { isForbidden } from '@flex-sync-suite/shared/flex';
import { asSentence, Drawer, type DrawerProps, type MessageWords, ViewMessage } from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import React, { useMemo } from 'react';
import { isGone, type WatchedAnswer } from '../data/answers/answer-watch';
import type { BoardQueue } from '../data/use-board-queues';
import { useQueueAlerts } from '../data/answers/use-queue-alerts';
import { useQueueDetail } from '../data/answers/use-queue-detail';
import { useQueueFigures } from '../data/answers/use-queue-figures';
import { useWeekBefore } from '../data/answers/use-week-before';
import type { QueueQuestions } from '../data/queue-questions';
import { queueHealth, type RowClock } from '../model/figures/queue-row-model';
import { DRAWER_MESSAGES, drawerStrings } from '../strings/drawer-strings';
import { strings } from '../strings/strings';
import type { OpenQueue } from '../parts/use-open-queue';
import { AgentsSection } from './agents-section';
import { AlertsSection } from './alerts-section';
import { DrawerFooter } from './drawer-footer';
import { DrawerHead } from './drawer-head';
import { FiguresSection } from './figures-section';
import { SettingsSection } from './settings-section';
import { TrendsSection } from './trends-section';
import { WeekBeforeSection } from './week-before-section';
import { WaitingSection } from './waiting-section';

interface QueueDrawerProps extends Pick<DrawerProps, 'onClose' | 'returnFocus'> {
  readonly open: OpenQueue;
  /** Undefined for a queue that the list of queues does not have. */
  readonly queue: BoardQueue | undefined;
  readonly clock: RowClock;
  readonly questions: QueueQuestions;
}

/** Who waits in a queue and who could answer, beside the board; asked anew while it is open. */
export function QueueDrawer({ open, queue, clock, questions, ...rest }: QueueDrawerProps): React.JSX.Element {
  const { sid, count } = open;
  const watched = useQueueDetail(questions, sid, queue?.document);
  const { answer: detail, failure, onRetry } = watched;
  const figures = useQueueFigures(questions, sid, queue?.document);
  const before = useWeekBefore({ queues: useMemo(() => [{ sid }], [sid]), wanted: sid });
  const alerts = useQueueAlerts(questions, sid);
  const words = messageOf(watched);
  return (
    <Drawer
      {...rest}
      testId="queue-drawer"
      title={<bdi dir="auto">{queue?.item.name ?? strings.unknownQueue}</bdi>}
      closeLabel={drawerStrings.close}
      focusKey={count}
      footer={detail === null ? null : <DrawerFooter detail={detail} failure={failure} onRetry={onRetry} />}
    >
      <DrawerHead
        health={queue === undefined ? null : queueHealth(queue, clock)}
        detail={detail}
        offlineActivitySid={questions.offlineActivitySid}
      />
      {words === null ? null : (
        <ViewMessage
          words={words}
          size="panel"
          testId="queue-drawer-message"
          isLoading={failure === null}
          action={
            words.canRetry ? (
              <Button variant="secondary" size="small" onClick={onRetry}>
                {drawerStrings.retry}
              </Button>
            ) : null
          }
        />
      )}
      {detail === null ? null : (
        <>
          <WaitingSection
            {...{ detail }}
            document={queue?.document}
            offlineActivitySid={questions.offlineActivitySid}
            onChanged={onRetry}
          />
          {queue === undefined ? null : (
            <TrendsSection sid={sid} targetPercent={queue.item.serviceLevel.targetPercent} />
          )}
          <AgentsSection detail={detail} offlineActivitySid={questions.offlineActivitySid} />
          {queue === undefined ? null : (
            <>
              <FiguresSection watched={figures} item={queue.item} />
              <WeekBeforeSection figures={figures.answer} before={before} policy={queue.item.serviceLevel} />
            </>
          )}
          <AlertsSection {...alerts} />
          {queue === undefined ? null : <SettingsSection sid={sid} item={queue.item} />}
        </>
      )}
    </Drawer>
  );
}

/** What stands where nothing is known of the queue. */
function messageOf({
  answer,
  failure,
}: WatchedAnswer<QueueDetail>): (MessageWords & { readonly canRetry: boolean }) | null {
  if (answer !== null) return null;
  if (failure === null) return { ...DRAWER_MESSAGES.loading, canRetry: false };
  if (isForbidden(failure)) return { ...DRAWER_MESSAGES.forbidden, canRetry: false };
  if (isGone(failure)) return { ...DRAWER_MESSAGES.gone, canRetry: false };
  return { title: DRAWER_MESSAGES.failedTitle, text: asSentence(failure.message), canRetry: true };
}
