import React, { useEffect } from 'react';
import { watchLongEnter } from '../composer-ui/repeated-enter';
import type { Desk } from '../insert/agent-services';
import { Announcer } from '../parts/announcer';
import { watchDragEnd } from '../parts/dragged-response';

/** Stands in Flex's root, unseen: what is there once a page, whichever of the surfaces is shown. */
export function AgentRoot({ desk }: { readonly desk: Desk }): React.JSX.Element {
  const source = desk.source();
  useEffect(() => watchDragEnd(desk), [desk]);
  useEffect(() => watchLongEnter(window), []);
  useEffect(() => {
    if ('reason' in source) return undefined;
    // Read before a surface asks, so that a panel opens with its list.
    return source.library.subscribe(() => undefined);
  }, [source]);
  return <Announcer news={desk.news} />;
}
