import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Paragraph } from '@twilio-paste/core/paragraph';
import { Spinner } from '@twilio-paste/core/spinner';
import React, { type ReactNode } from 'react';
import type { LiveViewState } from './live-view-state';
import { CodeNote } from './code-note';
import { messageWords, type MessageWords, type ViewMessages } from './message-words';

/** How much room a view has: a panel in a column of Flex, or a page of its own. */
export type ViewSize = 'panel' | 'page';

export interface ViewMessageProps {
  readonly words: MessageWords;
  readonly size: ViewSize;
  readonly testId: string;
  /** Default false: true shows that it goes on. */
  readonly isLoading?: boolean;
  /** What the person can do about it. Default: nothing. */
  readonly action?: ReactNode;
  /** Below all. Default: nothing. */
  readonly footer?: ReactNode;
}

const LOOKS = {
  panel: { padding: 'space60', spinner: 'sizeIcon40', heading: { as: 'h3', variant: 'heading40' } },
  page: { padding: 'space100', spinner: 'sizeIcon60', heading: { as: 'h2', variant: 'heading30' } },
} as const;

/** What stands in place of a view, or of its list. Its words alone are announced, not its buttons. */
export function ViewMessage(props: ViewMessageProps): React.JSX.Element {
  const { words, size, testId, isLoading = false, action = null, footer } = props;
  const { padding, spinner, heading } = LOOKS[size];
  return (
    <Box padding={padding} textAlign="center">
      <div role="status" data-testid={testId}>
        {isLoading ? (
          // A spinner is a block: the alignment of the text does not move it.
          <Box display="flex" justifyContent="center">
            <Spinner decorative size={spinner} />
          </Box>
        ) : null}
        <Heading {...heading}>{words.title}</Heading>
        {words.text === '' ? null : <Paragraph marginBottom="space0">{words.text}</Paragraph>}
        <CodeNote code={words.code} />
      </div>
      {action === null ? null : <Box marginTop="space50">{action}</Box>}
      {footer}
    </Box>
  );
}

export interface LiveViewMessageProps extends Pick<ViewMessageProps, 'size' | 'testId' | 'footer'> {
  readonly state: LiveViewState;
  readonly messages: ViewMessages;
  /** Behind the button that is offered when a filter hides everything. Default: there is no button. */
  readonly onClearFilter?: (() => void) | undefined;
}

/** The message of a state that shows no list; nothing for the states that show it. */
export function LiveViewMessage(props: LiveViewMessageProps): React.JSX.Element | null {
  const { state, messages, onClearFilter, ...rest } = props;
  const words = messageWords(state, messages);
  if (words === null) return null;
  const canClear = state.kind === 'no-match' && onClearFilter !== undefined;
  return (
    <ViewMessage
      {...rest}
      words={words}
      isLoading={state.kind === 'loading'}
      action={
        canClear ? (
          <Button variant="secondary" size={rest.size === 'panel' ? 'small' : 'default'} onClick={onClearFilter}>
            {messages.clearFilter}
          </Button>
        ) : null
      }
    />
  );
}
