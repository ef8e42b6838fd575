import type { CallTransfer, RecentCall } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import { CloseIcon } from '@twilio-paste/icons/cjs/CloseIcon';
import React, { memo, useMemo, type RefObject } from 'react';
import { partyKey } from '../model/party';
import { shownNumber } from '../model/shown-number';
import { channelWord, DIRECTION_WORDS, outcomeWord, strings } from '../parts/strings';
import { CallBackButton } from '../parts/call-back-button';
import { partyName } from '../parts/party-words';
import { CustomerNumber } from './customer-number';
import { DurationBar } from './duration-bar';
import { NotesForm } from './notes-form';
import { useFormatters } from '../parts/formatters-context';
import { WholeCallLoader } from './whole-call-loader';

/** Other calls that are named; more are in the list, by search. */
const MAX_OTHER_CALLS = 5;

interface CallDetailsProps {
  readonly call: RecentCall;
  /** All calls that are known. */
  readonly calls: readonly RecentCall[];
  readonly heading: RefObject<HTMLSpanElement>;
  readonly onClose: () => void;
  readonly onOpen: (call: RecentCall) => void;
  readonly onCallBack: (call: RecentCall) => void;
  /** Takes a row that the backend answered with. */
  readonly onUpdate: (call: RecentCall) => void;
}

/** Everything about one call. */
export const CallDetails = memo(function CallDetails(props: CallDetailsProps) {
  const { call, calls, heading, onClose, onOpen, onCallBack, onUpdate } = props;
  const format = useFormatters();
  return (
    <Box
      as="section"
      aria-label={strings.details.label(partyName(call))}
      flexShrink={1}
      minHeight="160px"
      maxHeight="60%"
      overflow="auto"
      padding="space40"
      borderTopStyle="solid"
      borderTopWidth="borderWidth20"
      borderTopColor="colorBorderWeak"
      data-testid="recent-call-details"
      data-reservation-sid={call.reservationSid}
    >
      <Box display="flex" alignItems="center" columnGap="space30">
        <Box flexGrow={1} minWidth="0">
          <Heading as="h3" variant="heading40" marginBottom="space0">
            <span ref={heading} tabIndex={-1}>
              <bdi dir="auto">{partyName(call)}</bdi>
            </span>
          </Heading>
        </Box>
        <CallBackButton call={call} isTabStop onCallBack={onCallBack} />
        <Button variant="secondary_icon" size="icon_small" onClick={onClose} aria-label={strings.details.close}>
          <CloseIcon decorative />
        </Button>
      </Box>
      <CustomerNumber key={`number ${call.reservationSid}`} call={call} />
      <Text as="p" fontSize="fontSize20" color="colorTextWeak">
        {DIRECTION_WORDS[call.direction]} · {outcomeWord(call)} · {channelWord(call.channel)} ·{' '}
        <time dateTime={call.createdAt}>{format.dateTime(Date.parse(call.createdAt))}</time>
      </Text>
      <WhatFollowed call={call} />
      <DurationBar call={call} />
      {call.isEndEstimated === true && call.endedAt !== null ? (
        <Text as="p" fontSize="fontSize20" color="colorTextWeak" data-testid="estimated-end">
          {strings.details.estimatedEnd(format.dateTime(Date.parse(call.endedAt)))}
        </Text>
      ) : null}
      <Facts call={call} />
      {call.transfer === null ? null : <Transfers transfer={call.transfer} />}
      {call.cut.length === 0 ? null : (
        <WholeCallLoader key={`whole ${call.reservationSid}`} call={call} onLoaded={onUpdate} />
      )}
      <NotesForm key={`notes ${call.reservationSid}`} call={call} onSaved={onUpdate} />
      <OtherCalls call={call} calls={calls} onOpen={onOpen} />
    </Box>
  );
});

/** Why a call was missed, who answered it after all, and when it was returned. */
function WhatFollowed({ call }: { readonly call: RecentCall }): React.JSX.Element {
  const format = useFormatters();
  const { missedBecause, answeredBy, returnedAt } = call;
  const when = (instant: string): string => format.dateTime(Date.parse(instant));
  const sentences = [
    missedBecause === 'customer-left' ? strings.details.customerLeft : null,
    answeredBy === undefined ? null : strings.details.answeredBy(answeredBy.name, when(answeredBy.at)),
    returnedAt === null ? null : strings.details.returned(when(returnedAt)),
  ].filter((sentence) => sentence !== null);
  return (
    <>
      {sentences.map((sentence) => (
        <Text key={sentence} as="p" fontSize="fontSize20">
          {sentence}
        </Text>
      ))}
    </>
  );
}

function Facts({ call }: { readonly call: RecentCall }): React.JSX.Element {
  const facts = [
    [strings.details.queue, call.queueName],
    [strings.details.line, call.line === null ? null : shownNumber(call.line)],
  ] as const;
  return (
    <Box as="dl" display="flex" flexWrap="wrap" columnGap="space50" marginY="space20" fontSize="fontSize20">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <Box key={name} display="flex" columnGap="space20">
            <Box as="dt" color="colorTextWeak">
              {name}
            </Box>
            <Box as="dd" margin="space0" color="colorText">
              <bdi dir="auto">{value}</bdi>
            </Box>
          </Box>
        ),
      )}
    </Box>
  );
}

/** From whom the call came, and to whom it went. */
function Transfers({ transfer }: { readonly transfer: CallTransfer }): React.JSX.Element {
  const mode = strings.transfer.modes[transfer.mode];
  const lines = [
    transfer.from === null ? null : strings.transfer.from(mode, transfer.from.name ?? strings.transfer.agent),
    transfer.to === null ? null : strings.transfer.to(mode, transfer.to.name ?? strings.transfer.agent),
  ].filter((line) => line !== null);
  return (
    <Box as="ol" padding="space0" margin="space0" fontSize="fontSize20" color="colorText" data-testid="transfer-chain">
      {(lines.length === 0 ? [strings.transfer.unknown(mode)] : lines).map((line) => (
        <Box as="li" key={line} listStyleType="none">
          {line}
        </Box>
      ))}
    </Box>
  );
}

function OtherCalls({ call, calls, onOpen }: Pick<CallDetailsProps, 'call' | 'calls' | 'onOpen'>): React.JSX.Element {
  const format = useFormatters();
  const others = useMemo(() => {
    const key = partyKey(call.party);
    if (key === null) return [];
    return calls
      .filter(({ party, reservationSid }) => reservationSid !== call.reservationSid && partyKey(party) === key)
      .slice(0, MAX_OTHER_CALLS);
  }, [call, calls]);
  return (
    <Box marginTop="space40" data-testid="other-calls">
      <Heading as="h4" variant="heading60">
        {strings.details.otherCalls}
      </Heading>
      {others.length === 0 ? (
        <Text as="p" fontSize="fontSize20" color="colorTextWeak">
          {strings.details.noOtherCalls}
        </Text>
      ) : (
        <Box as="ul" padding="space0" margin="space0">
          {others.map((other) => (
            <Box as="li" key={other.reservationSid} listStyleType="none">
              <Button
                variant="link"
                size="reset"
                onClick={() => {
                  onOpen(other);
                }}
              >
                {format.dateTime(Date.parse(other.createdAt))} · {DIRECTION_WORDS[other.direction]} ·{' '}
                {outcomeWord(other)}
              </Button>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
