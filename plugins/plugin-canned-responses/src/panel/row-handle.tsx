import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import React, { useEffect } from 'react';
import { announce } from '../insert/agent-services';
import { insertResponse } from '../insert/insert-response';
import { availabilityOf } from '../insert/task-facts';
import type { VariantWish } from '../model/choose-variant';
import { usePanel } from '../parts/panel-context';
import { RowIcon } from '../parts/row-icon';
import { OBSTACLES } from '../parts/strings';
import { cancelCarrying } from '../parts/dragged-response';
import { panelStrings } from './panel-strings';

interface RowHandleProps {
  readonly item: CannedResponseItem;
  readonly wish: VariantWish;
  readonly tabIndex: number;
  /** Whether it is this response that the keyboard carries. */
  readonly isLifted: boolean;
}

/** The place to grab a response at. Pressed, it lifts it; pressed again, it drops it at the caret; Escape puts it back. */
export function RowHandle({ item, wish, tabIndex, isLifted }: RowHandleProps): React.JSX.Element {
  const { desk, source } = usePanel();
  useEffect(
    () => () => {
      // The list may lose the row while it is lifted.
      if (isLifted && desk.carried.getSnapshot()?.item.id === item.id) cancelCarrying(desk);
    },
    [isLifted, desk, item.id],
  );

  function press(): void {
    const availability = availabilityOf(desk.task.getSnapshot());
    if (availability.kind === 'off') {
      announce(desk, OBSTACLES[availability.reason], true);
      return;
    }
    if (!isLifted) {
      desk.carried.set({ item, by: 'keyboard' });
      announce(desk, panelStrings.lifted(item.title));
      return;
    }
    desk.carried.set(null);
    const { conversationSid } = availability;
    void insertResponse(desk, source, { item, conversationSid, way: 'key', place: { kind: 'caret' }, wish });
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
        if (isLifted) cancelCarrying(desk);
      }}
      onKeyDown={(event) => {
        if (!isLifted) return;
        // The arrows would walk away with the focus, and leave it lifted.
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        cancelCarrying(desk);
      }}
    >
      <RowIcon name="grip" />
    </button>
  );
}
