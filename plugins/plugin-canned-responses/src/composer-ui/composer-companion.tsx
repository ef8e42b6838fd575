import React from 'react';
import { ComposerMark } from './composer-mark';
import type { AgentServices } from '../insert/agent-services';
import { DropZone } from './drop-zone';
import { ErrorNote } from './error-note';
import { GuardNotice } from './guard-notice';
import { SlashPopover } from './slash-popover';

interface ComposerCompanionProps {
  readonly services: AgentServices;
  /** Passed by Flex. */
  readonly conversationSid?: string;
}

/** Lives in `MessageInputActions` as long as a conversation's composer does: the mark, and what appears at the composer. */
export function ComposerCompanion({ services, conversationSid }: ComposerCompanionProps): React.JSX.Element | null {
  if (conversationSid === undefined) return null;
  const access = services.responses();
  return (
    <>
      <ComposerMark conversationSid={conversationSid} />
      <GuardNotice services={services} conversationSid={conversationSid} />
      <ErrorNote services={services} conversationSid={conversationSid} />
      {'reason' in access ? null : (
        <>
          <SlashPopover services={services} access={access} conversationSid={conversationSid} />
          <DropZone services={services} access={access} conversationSid={conversationSid} />
        </>
      )}
    </>
  );
}
