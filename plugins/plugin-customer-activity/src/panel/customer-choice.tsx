import type { CustomerKey, CustomerMatch } from '@flex-sync-suite/shared/contract';
import { LiveClockContext, useLiveClock } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useLayoutEffect } from 'react';
import { useCustomer } from '../data/use-customer';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../parts/strings';
import { SummaryLines } from '../parts/summary-lines';
import { NotVerified } from '../parts/words';
import { useFirstFocus, type FocusRequest } from './use-first-focus';

interface CustomerChoiceProps {
  readonly customers: readonly CustomerMatch[];
  readonly foundAt: number;
  readonly focusRequest: FocusRequest;
  readonly onChoose: (customerKey: CustomerKey) => void;
  readonly onState: (kind: string) => void;
}

/** Several visitors match: says so, with what tells them apart, and lets the agent choose. */
export function CustomerChoice(props: CustomerChoiceProps): React.JSX.Element {
  const { customers, foundAt, focusRequest, onChoose, onState } = props;
  const { count } = useFormatters();
  const heading = useFirstFocus<HTMLSpanElement>(focusRequest);
  useLayoutEffect(() => {
    onState('several');
  }, [onState]);
  return (
    <Box padding="space40" overflow="auto" minHeight="0" flexGrow={1} data-testid="customer-choice">
      <div role="status">
        <Heading as="h3" variant="heading40">
          <span ref={heading} tabIndex={-1}>
            {strings.choice.title}
          </span>
        </Heading>
        <Text as="p" fontSize="fontSize20">
          {strings.choice.text}
        </Text>
      </div>
      <Box as="ul" margin="space0" padding="space0">
        {customers.map((customer, index) => (
          <Box as="li" key={customer.customerKey} listStyleType="none" marginTop="space40">
            <Visitor
              customer={customer}
              name={strings.choice.visitor(count(index + 1))}
              foundAt={foundAt}
              onChoose={onChoose}
            />
          </Box>
        ))}
      </Box>
    </Box>
  );
}

interface VisitorProps extends Pick<CustomerChoiceProps, 'foundAt' | 'onChoose'> {
  readonly customer: CustomerMatch;
  readonly name: string;
}

function Visitor({ customer, name, foundAt, onChoose }: VisitorProps): React.JSX.Element {
  const { customerKey, matchedBy, isVerified } = customer;
  return (
    <Box
      padding="space40"
      borderRadius="borderRadius20"
      borderStyle="solid"
      borderWidth="borderWidth10"
      borderColor="colorBorderWeak"
      data-testid="customer-candidate"
      data-customer-key={customerKey}
    >
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space30" rowGap="space20">
        <Heading as="h4" variant="heading50" marginBottom="space0">
          {name}
        </Heading>
        <Text as="span" fontSize="fontSize20" color="colorTextWeak">
          {strings.matched(matchedBy)}
        </Text>
        {isVerified ? null : <NotVerified />}
      </Box>
      <Box marginY="space30" color="colorText">
        <VisitorSummary customerKey={customerKey} foundAt={foundAt} />
      </Box>
      <Button
        variant="secondary"
        size="small"
        onClick={() => {
          onChoose(customerKey);
        }}
      >
        {strings.choice.show(name)}
      </Button>
    </Box>
  );
}

function VisitorSummary({ customerKey, foundAt }: { readonly customerKey: CustomerKey; readonly foundAt: number }) {
  const { facts, state, watch } = useCustomer(customerKey, foundAt);
  const clock = useLiveClock(state, watch);
  if (state.kind === 'ready' || state.kind === 'stale' || state.kind === 'lost') {
    return (
      <LiveClockContext.Provider value={clock}>
        <SummaryLines facts={facts} />
      </LiveClockContext.Provider>
    );
  }
  return (
    <Text as="p" fontSize="fontSize20" color="colorTextWeak">
      {state.kind === 'loading' ? strings.choice.unread : strings.choice.unreadable}
    </Text>
  );
}
