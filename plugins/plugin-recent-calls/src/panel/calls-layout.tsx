import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { type LiveViewState, placeholderState, useSearchKey } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { useCallback, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { Calls } from '../data/use-calls';
import { CallDetails } from '../details/call-details';
import { ListOrMessage } from './list-or-message';
import { PanelHead } from './panel-head';
import { useDetails } from './use-details';
import { useShownCalls } from './use-shown-calls';

const MINUTE_MS = 60_000;

export interface CallsLayoutProps {
  readonly known: Calls;
  /** The frame around the view: `/` reaches the search from its title bar, too. */
  readonly panel: RefObject<HTMLElement>;
  readonly onCallBack: (call: RecentCall) => void;
  /** Told what the panel shows, for the frame around it. */
  readonly onState: (kind: LiveViewState['kind']) => void;
}

/** One below the other: what is said of all calls, the list, the details of the open call. */
export function CallsLayout(props: CallsLayoutProps): React.JSX.Element {
  const { known, panel, onCallBack, onState } = props;
  const { calls, state, watch, add } = known;
  // Days and "yesterday" change at midnight, not each second: what depends on it is computed once a minute.
  const now = Math.floor((watch.now + watch.clockOffsetMs) / MINUTE_MS) * MINUTE_MS;
  const items = useShownCalls(calls, now);
  const placeholder = placeholderState(state, calls.length, items.length);
  const view = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { sid: openSid, call: openCall, heading, onOpen, onClose } = useDetails(calls, view, search);
  const onUpdate = useCallback(
    (call: RecentCall) => {
      add([call]);
    },
    [add],
  );
  useSearchKey(panel, search);
  const { kind } = placeholder ?? state;
  useLayoutEffect(() => {
    onState(kind);
  }, [kind, onState]);
  return (
    <Box
      ref={view}
      display="flex"
      flexDirection="column"
      flexGrow={1}
      minHeight="0"
      overflow="auto"
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || openSid === null) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <PanelHead known={known} now={now} search={search} openSid={openSid} onOpen={onOpen} />
      <ListOrMessage
        known={known}
        items={items}
        placeholder={placeholder}
        openSid={openSid}
        onOpen={onOpen}
        onCallBack={onCallBack}
      />
      {openCall === undefined || state.kind === 'forbidden' ? null : (
        <CallDetails
          call={openCall}
          calls={calls}
          heading={heading}
          onClose={onClose}
          onOpen={onOpen}
          onCallBack={onCallBack}
          onUpdate={onUpdate}
        />
      )}
    </Box>
  );
}
