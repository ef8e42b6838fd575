import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import React, { memo } from 'react';
import type { AgentServices } from '../insert/agent-services';
import { preferenceOf } from '../insert/task-facts';
import type { ComposerInputs } from '../model/composer-state';
import type { Reason } from '../model/context-rules';
import type { SearchHit } from '../model/search-index';
import { MarkedText } from '../parts/marked-text';
import { ReasonWords } from '../parts/reason-words';
import { ResponseHeading } from '../parts/response-heading';
import { useRowPreview } from '../parts/use-row-preview';

interface PopoverOptionProps {
  readonly id: string;
  readonly services: AgentServices;
  readonly task: ComposerInputs;
  readonly hit: SearchHit;
  /** Why it comes first; null for no reason. */
  readonly reason: Reason | null;
  readonly isActive: boolean;
  readonly onChoose: (item: CannedResponseItem) => void;
}

/** Plain elements below a {@link ResponseSheet}, as in the list. */
export const PopoverOption = memo(function PopoverOption(props: PopoverOptionProps) {
  const { id, services, task, hit, reason, isActive, onChoose } = props;
  const { item, terms } = hit;
  const preview = useRowPreview(services, task, item, preferenceOf(task).language);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the message field has the focus and hears the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className="cr-option"
      data-testid="canned-popover-option"
      data-response-id={item.id}
      onClick={() => {
        onChoose(item);
      }}
    >
      <ResponseHeading item={item} terms={terms} />
      <div title={preview} className="cr-option-preview">
        <bdi dir="auto">
          <MarkedText text={preview} terms={terms} />
        </bdi>
      </div>
      {reason === null ? null : (
        <div className="cr-belongs">
          <ReasonWords reason={reason} />
        </div>
      )}
    </div>
  );
});
