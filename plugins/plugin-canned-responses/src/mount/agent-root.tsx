import React, { useEffect } from 'react';
import { blockRepeatedEnter } from '../composer-ui/repeated-enter';
import type { AgentServices } from '../insert/agent-services';
import { Announcer } from '../parts/announcer';
import { watchDragEnd } from '../parts/dragged-response';

/** Stands in Flex's root, unseen: what is there once a page, whichever of the surfaces is shown. */
export function AgentRoot({ services }: { readonly services: AgentServices }): React.JSX.Element {
  const access = services.responses();
  useEffect(() => watchDragEnd(services), [services]);
  useEffect(() => blockRepeatedEnter(window), []);
  useEffect(() => {
    if ('reason' in access) return undefined;
    // Read before a surface asks, so that a panel opens with its list.
    return access.library.subscribe(() => undefined);
  }, [access]);
  return <Announcer announcement={services.announcement} />;
}
