import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import React from 'react';
import type { ViewSize } from './view-message';

export interface ViewBannerProps {
  /** Null when all is well. */
  readonly words: { readonly title?: string; readonly text: string } | null;
  /** Default `warning`. */
  readonly variant?: 'warning' | 'error';
  readonly size: ViewSize;
  readonly testId: string;
}

/** Says above a view why it is not live. Its region is always there, so that its text is announced. */
export function ViewBanner({ words, variant = 'warning', size, testId }: ViewBannerProps): React.JSX.Element {
  return (
    <div role="alert" data-testid={testId}>
      {words === null ? null : (
        <Callout variant={variant} marginY={size === 'page' ? 'space40' : 'space0'}>
          {words.title === undefined ? null : <CalloutHeading as="h2">{words.title}</CalloutHeading>}
          <CalloutText>{words.text}</CalloutText>
        </Callout>
      )}
    </div>
  );
}
