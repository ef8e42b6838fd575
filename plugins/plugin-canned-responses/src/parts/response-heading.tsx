import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { MarkedText } from './marked-text';

interface ResponseHeadingProps {
  readonly item: CannedResponseItem;
  /** What is marked in it. */
  readonly terms: readonly string[];
}

/** Title and shortcut of a response. Plain elements: see {@link ResponseSheet}. */
export const ResponseHeading = ({ item, terms }: ResponseHeadingProps): React.JSX.Element => (
  <div className="cr-heading">
    <span title={item.title} className="cr-title">
      <bdi dir="auto" data-cell="title">
        <MarkedText text={item.title} terms={terms} />
      </bdi>
    </span>
    {item.shortcut === null ? null : (
      <span title={`/${item.shortcut}`} className="cr-shortcut">
        <bdi data-cell="shortcut">
          /<MarkedText text={item.shortcut} terms={terms} />
        </bdi>
      </span>
    )}
  </div>
);
