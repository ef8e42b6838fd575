import React from 'react';
import { ComposerMark } from './composer-mark';
import type { Desk } from '../insert/agent-services';
import { DropZone } from './drop-zone';
import { ErrorNote } from './error-note';
import { GuardNotice } from './guard-notice';
import { SlashPopover } from './slash-popover';

interface ComposerCompanionProps {
  readonly desk: Desk;
  /** Passed by Flex. */
  readonly conversationSid?: string;
}

/** Lives in `MessageInputActions` as long as a conversation's composer does: the mark, and what appears at the composer. */
export function ComposerCompanion({ desk, conversationSid }: ComposerCompanionProps): React.JSX.Element | null {
  if (conversationSid === undefined) return null;
  const source = desk.source();
  return (
    <>
      <ComposerMark conversationSid={conversationSid} />
      <GuardNotice desk={desk} conversationSid={conversationSid} />
      <ErrorNote desk={desk} conversationSid={conversationSid} />
      {'reason' in source ? null : (
        <>
          <SlashPopover desk={desk} source={source} conversationSid={conversationSid} />
          <DropZone desk={desk} source={source} conversationSid={conversationSid} />
        </>
      )}
    </>
  );
}
