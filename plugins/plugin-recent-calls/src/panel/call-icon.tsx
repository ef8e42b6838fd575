import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { CallFailedIcon } from '@twilio-paste/icons/cjs/CallFailedIcon';
import { CallIncomingIcon } from '@twilio-paste/icons/cjs/CallIncomingIcon';
import { CallOutgoingIcon } from '@twilio-paste/icons/cjs/CallOutgoingIcon';
import { CallTransferIcon } from '@twilio-paste/icons/cjs/CallTransferIcon';
import { ChatIcon } from '@twilio-paste/icons/cjs/ChatIcon';
import React from 'react';
import { isOpenMissed } from '../model/today-counters';

/** Decoration beside the words that say the same; hidden from screen readers. */
export function CallIcon({ call }: { readonly call: RecentCall }): React.JSX.Element {
  return (
    <Box as="span" display="flex" flexShrink={0} color={isOpenMissed(call) ? 'colorTextError' : 'colorTextIcon'}>
      {iconOf(call)}
    </Box>
  );
}

function iconOf({ channel, direction, outcome }: RecentCall): React.JSX.Element {
  if (outcome === 'missed' || outcome === 'rejected' || outcome === 'canceled' || outcome === 'rescinded') {
    return <CallFailedIcon decorative />;
  }
  if (outcome === 'transferred') return <CallTransferIcon decorative />;
  if (channel !== 'voice') return <ChatIcon decorative />;
  return direction === 'inbound' ? <CallIncomingIcon decorative /> : <CallOutgoingIcon decorative />;
}
