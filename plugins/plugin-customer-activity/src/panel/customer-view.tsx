import type { CustomerMatch } from '@flex-sync-suite/shared/contract';
import { LiveClockContext, useLiveClock } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useLayoutEffect, type ReactNode } from 'react';
import { useCustomer } from '../data/use-customer';
import { useLookForMoved } from '../data/use-look-for-moved';
import type { CustomerFacts } from '../model/customer-facts';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../parts/strings';
import { Cart } from './cart';
import { Checkout } from './checkout';
import { CustomerHead } from './customer-head';
import { Interests, Orders, Searches } from './lists';
import { Notice, PanelBanner, PanelMessage } from './panel-message';
import { Timeline } from './timeline';
import { useFirstFocus, type FocusRequest } from './use-first-focus';

interface CustomerViewProps {
  readonly match: CustomerMatch;
  readonly foundAt: number;
  readonly focusRequest: FocusRequest;
  /** Above all; null for nothing. */
  readonly header: ReactNode;
  readonly onLookAgain: () => void;
  readonly onState: (kind: string) => void;
}

/** One customer, live. Opens the customer's Map while it is mounted. */
export function CustomerView(props: CustomerViewProps): React.JSX.Element {
  const { match, foundAt, focusRequest, header, onLookAgain, onState } = props;
  const { facts, state, invalidCount, watch } = useCustomer(match.customerKey, foundAt);
  const clock = useLiveClock(state, watch);
  useLookForMoved(state, onLookAgain);
  const { kind } = state;
  useLayoutEffect(() => {
    onState(kind);
  }, [kind, onState]);
  const lookAgain = { label: strings.lookAgain, onClick: onLookAgain };
  if (state.kind === 'gone') return <Notice kind="gone" action={lookAgain} onState={onState} />;
  if (state.kind !== 'ready' && state.kind !== 'stale' && state.kind !== 'lost') {
    return (
      <Box>
        {header === null ? null : <Box padding="space40">{header}</Box>}
        <PanelMessage state={state} {...(state.kind === 'forbidden' ? { action: lookAgain } : {})} />
      </Box>
    );
  }
  return (
    <LiveClockContext.Provider value={clock}>
      <Content focusRequest={focusRequest}>
        {header}
        <Box marginBottom={state.kind === 'ready' ? 'space0' : 'space40'}>
          <PanelBanner state={state} />
        </Box>
        <InvalidNote count={invalidCount} />
        <CustomerSections facts={facts} match={match} />
      </Content>
    </LiveClockContext.Provider>
  );
}

/** Scrolls, also with the keys. */
function Content({ focusRequest, children }: { readonly focusRequest: FocusRequest; readonly children: ReactNode }) {
  const content = useFirstFocus<HTMLDivElement>(focusRequest);
  return (
    <Box
      ref={content}
      role="group"
      aria-label={strings.contentLabel}
      tabIndex={0}
      flexGrow={1}
      minHeight="0"
      overflow="auto"
      padding="space40"
      color="colorText"
      _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
      data-testid="customer-activity-content"
    >
      {children}
    </Box>
  );
}

function InvalidNote({ count }: { readonly count: number }): React.JSX.Element | null {
  const format = useFormatters();
  if (count === 0) return null;
  return (
    <Text as="p" fontSize="fontSize20" color="colorTextWarningStrong" data-testid="customer-activity-invalid">
      {strings.invalidItems(format.count(count))}
    </Text>
  );
}

function CustomerSections({ facts, match }: { readonly facts: CustomerFacts; readonly match: CustomerMatch }) {
  const country = facts.location?.country ?? null;
  return (
    <>
      <CustomerHead now={facts.now} location={facts.location} match={match} />
      <Checkout checkout={facts.checkout} />
      <Cart cart={facts.cart} country={country} />
      <Searches searches={facts.searches} />
      <Interests interests={facts.interests} country={country} />
      <Orders orders={facts.orders} />
      <Timeline facts={facts} />
    </>
  );
}
