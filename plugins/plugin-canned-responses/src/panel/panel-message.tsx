import { LiveViewMessage, outageWords, ViewBanner, ViewMessage } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { InformationIcon } from '@twilio-paste/icons/cjs/InformationIcon';
import React from 'react';
import type { ComposerAvailability, ResponseListState } from '../model/library-view';
import { OBSTACLES } from '../parts/strings';
import { usePanel } from '../parts/panel-context';
import { OUTAGE, MESSAGES, NO_LISTS_MESSAGE } from './panel-strings';

interface PanelMessageProps {
  readonly state: ResponseListState;
  /** Offered when a filter hides everything. */
  readonly onClearFilter?: (() => void) | undefined;
}

const PLACE = { size: 'panel', testId: 'canned-message' } as const;

/** What stands in place of the list. */
export function PanelMessage({ state, onClearFilter }: PanelMessageProps): React.JSX.Element {
  if (state.kind === 'no-lists') return <ViewMessage {...PLACE} words={NO_LISTS_MESSAGE} />;
  return <LiveViewMessage {...PLACE} state={state} messages={MESSAGES} onClearFilter={onClearFilter} />;
}

/** Says above the list why it is not live. */
export function PanelBanner({ state }: { readonly state: ResponseListState }): React.JSX.Element {
  const { format } = usePanel();
  return (
    <ViewBanner
      words={state.kind === 'no-lists' ? null : outageWords(state, OUTAGE, format.timeOfDay)}
      variant={state.kind === 'lost' ? 'error' : 'warning'}
      size="panel"
      testId="canned-banner"
    />
  );
}

/** Says why nothing can be inserted now; the list may still be read. */
export function ComposerNote({
  availability,
}: {
  readonly availability: ComposerAvailability;
}): React.JSX.Element | null {
  if (availability.kind === 'on') return null;
  return (
    <Box
      role="status"
      display="flex"
      alignItems="center"
      columnGap="space20"
      padding="space30"
      borderRadius="borderRadius20"
      backgroundColor="colorBackgroundNeutralWeakest"
      color="colorTextNeutral"
      fontSize="fontSize20"
      lineHeight="lineHeight20"
      data-testid="canned-off"
    >
      <InformationIcon decorative size="sizeIcon10" />
      {OBSTACLES[availability.reason]}
    </Box>
  );
}
