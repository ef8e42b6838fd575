import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import React, { useEffect } from 'react';
import { announce } from '../insert/agent-services';
import { insertResponse } from '../insert/insert-response';
import { availabilityOf } from '../insert/task-facts';
import type { VariantPreference } from '../model/choose-variant';
import { usePanel } from '../parts/panel-context';
import { RowIcon } from '../parts/row-icon';
import { OBSTACLES } from '../parts/strings';
import { cancelDrag } from '../parts/dragged-response';
import { panelStrings } from './panel-strings';

interface RowHandleProps {
  readonly item: CannedResponseItem;
  readonly preference: VariantPreference;
  readonly tabIndex: number;
  /** Whether it is this response that is lifted by keyboard. */
  readonly isLifted: boolean;
}

/** The place to grab a response at. Pressed, it lifts it; pressed again, it drops it at the caret; Escape puts it back. */
export function RowHandle({ item, preference, tabIndex, isLifted }: RowHandleProps): React.JSX.Element {
  const { services, access } = usePanel();
  useEffect(
    () => () => {
      // The list may lose the row while it is lifted.
      if (isLifted && services.dragged.getSnapshot()?.item.id === item.id) cancelDrag(services);
    },
    [isLifted, services, item.id],
  );

  function press(): void {
    const availability = availabilityOf(services.task.getSnapshot());
    if (availability.kind === 'off') {
      announce(services, OBSTACLES[availability.reason], true);
      return;
    }
    if (!isLifted) {
      services.dragged.set({ item, by: 'keyboard' });
      announce(services, panelStrings.lifted(item.title));
      return;
    }
    services.dragged.set(null);
    const { conversationSid } = availability;
    void insertResponse(services, access, { item, conversationSid, way: 'key', place: { kind: 'caret' }, preference });
  }

  return (
    <button
      type="button"
      className="cr-button cr-handle"
      tabIndex={tabIndex}
      aria-label={panelStrings.handle(item.title)}
      title={panelStrings.handleHint}
      aria-pressed={isLifted}
      data-testid="canned-row-handle"
      onClick={(event) => {
        event.stopPropagation();
        press();
      }}
      onBlur={() => {
        if (isLifted) cancelDrag(services);
      }}
      onKeyDown={(event) => {
        if (!isLifted) return;
        // The arrows would walk away with the focus, and leave it lifted.
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        cancelDrag(services);
      }}
    >
      <RowIcon name="grip" />
    </button>
  );
}
