import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import React, { type ReactNode } from 'react';
import { CodeNote } from './code-note';
import type { MessageWords } from './message-words';
import type { ViewSize } from './view-message';

export interface ViewBannerProps {
  /** Null when all is well. */
  readonly words: MessageWords | null;
  /** Default `warning`. */
  readonly variant?: 'warning' | 'error';
  readonly size: ViewSize;
  /** What the person can do about it. Default: nothing. */
  readonly action?: ReactNode;
  readonly testId: string;
}

/** The one notice above a view that is not live. Its region is always there, so that its text is announced. */
export function ViewBanner(props: ViewBannerProps): React.JSX.Element {
  const { words, variant = 'warning', size, action = null, testId } = props;
  return (
    <div role="alert" data-testid={testId}>
      {words === null ? null : (
        <Callout variant={variant} marginY={size === 'page' ? 'space40' : 'space0'}>
          <CalloutHeading as={size === 'page' ? 'h2' : 'h3'}>{words.title}</CalloutHeading>
          <CalloutText>{words.text}</CalloutText>
          <CodeNote code={words.code} />
          {action}
        </Callout>
      )}
    </div>
  );
}
