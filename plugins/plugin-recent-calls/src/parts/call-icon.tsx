import type { RecentCall } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { isOpenMissed } from '../model/today-counters';
import { ICON_PATHS } from './icon-paths';

/** Decoration beside the words that say the same; hidden from screen readers. */
export function CallIcon({ call }: { readonly call: RecentCall }): React.JSX.Element {
  return (
    <span className={isOpenMissed(call) ? 'rc-call-icon rc-urgent' : 'rc-call-icon'}>
      <RowIcon name={iconOf(call)} />
    </span>
  );
}

/** One of the list's icons, in the colour of the text around it. */
export function RowIcon({ name }: { readonly name: keyof typeof ICON_PATHS }): React.JSX.Element {
  return (
    <svg className="rc-icon" viewBox="0 0 20 20" aria-hidden="true">
      <path fill="currentColor" fillRule="evenodd" clipRule="evenodd" d={ICON_PATHS[name]} />
    </svg>
  );
}

function iconOf({ channel, direction, outcome }: RecentCall): keyof typeof ICON_PATHS {
  if (outcome === 'missed' || outcome === 'rejected' || outcome === 'canceled' || outcome === 'rescinded') {
    return 'failed';
  }
  if (outcome === 'transferred') return 'transferred';
  if (channel !== 'voice') return 'message';
  return direction === 'inbound' ? 'incoming' : 'outgoing';
}
