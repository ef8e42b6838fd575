import { LiveClockContext, useLiveClock, useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useState, type ReactNode } from 'react';
import type { CustomerMatch } from '@flex-sync-suite/shared/contract';
import type { SelectedTask } from '../data/task-port';
import { useCustomer } from '../data/use-customer';
import { useFinding } from '../data/use-finding';
import { isClaim } from '../model/customer-facts';
import { useFormatters } from '../parts/formatters-context';
import { type OpenWorld, PanelRoot, useWorld } from '../parts/panel-root';
import { strings } from '../parts/strings';
import { SummaryLines } from '../parts/summary-lines';
import { NotVerified } from '../parts/words';

/** Before a task is accepted: its customer in the shop, in three lines. Flex shows it for the selected, offered task. */
export function IncomingSummary({ openWorld }: { readonly openWorld: OpenWorld }): React.JSX.Element | null {
  const [world] = useState(openWorld);
  // The panel says what is not set up; an offer need not repeat it.
  if ('reason' in world) return null;
  return (
    <PanelRoot world={world}>
      <OfferedTask />
    </PanelRoot>
  );
}

function OfferedTask(): React.JSX.Element | null {
  const task = useSource(useWorld().task);
  return task === null ? null : <TaskSummary key={task.reservationSid} task={task} />;
}

function TaskSummary({ task }: { readonly task: SelectedTask }): React.JSX.Element {
  const { count } = useFormatters();
  const finding = useFinding(useWorld().finder, task);
  if (finding.status === 'looking') return <Sentence state="looking">{strings.summary.looking}</Sentence>;
  if (finding.status === 'failed') return <Sentence state="failed">{strings.summary.failed(finding.reason)}</Sentence>;
  const { customers, at } = finding;
  const [first, second] = customers;
  if (first === undefined) return <Sentence state="none-found">{strings.summary.none}</Sentence>;
  if (second !== undefined) {
    return <Sentence state="several">{strings.summary.several(count(customers.length))}</Sentence>;
  }
  return <CustomerSummary match={first} foundAt={at} />;
}

function CustomerSummary({ match, foundAt }: { readonly match: CustomerMatch; readonly foundAt: number }) {
  const { facts, state, watch } = useCustomer(match.customerKey, foundAt);
  const clock = useLiveClock(state, watch);
  const { kind } = state;
  if (kind === 'loading') return <Sentence state={kind}>{strings.summary.looking}</Sentence>;
  if (kind === 'empty' || kind === 'gone') return <Sentence state={kind}>{strings.summary.none}</Sentence>;
  if (kind !== 'ready' && kind !== 'stale' && kind !== 'lost') {
    return <Sentence state={kind}>{strings.summary.unreadable}</Sentence>;
  }
  return (
    <LiveClockContext.Provider value={clock}>
      <Frame state={kind} mark={isClaim(facts.now, match) ? <NotVerified /> : null}>
        {kind === 'ready' ? null : <Quiet>{strings.summary.isOld}</Quiet>}
        <SummaryLines facts={facts} />
      </Frame>
    </LiveClockContext.Provider>
  );
}

interface FrameProps {
  readonly state: string;
  /** Beside the heading. Default: nothing. */
  readonly mark?: ReactNode;
  readonly children: ReactNode;
}

/** As high with one line as with three: the buttons below do not move away from the pointer. */
const Frame = ({ state, mark = null, children }: FrameProps): React.JSX.Element => (
  <Box
    as="section"
    aria-label={strings.title}
    width="100%"
    maxWidth="480px"
    minHeight="112px"
    flexShrink={0}
    marginX="auto"
    padding="space40"
    color="colorText"
    textAlign="start"
    data-testid="customer-activity-incoming"
    data-state={state}
  >
    <Box display="flex" alignItems="center" columnGap="space30">
      <Heading as="h2" variant="heading50" marginBottom="space0">
        {strings.summary.title}
      </Heading>
      {mark}
    </Box>
    {children}
  </Box>
);

const Sentence = ({ state, children }: { readonly state: string; readonly children: string }): React.JSX.Element => (
  <Frame state={state}>
    <Quiet>{children}</Quiet>
  </Frame>
);

const Quiet = ({ children }: { readonly children: string }): React.JSX.Element => (
  <Text as="p" fontSize="fontSize20" color="colorTextWeak">
    {children}
  </Text>
);
