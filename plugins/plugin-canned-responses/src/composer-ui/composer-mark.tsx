import React from 'react';
import { COMPOSER_MARK } from '../insert/find-composer';

/** Added to `MessageInputActions.Content`, where Flex passes the SID. Takes no room and says nothing to anybody. */
export function ComposerMark({ conversationSid }: { readonly conversationSid?: string }): React.JSX.Element | null {
  return conversationSid === undefined ? null : <span hidden {...{ [COMPOSER_MARK]: conversationSid }} />;
}
