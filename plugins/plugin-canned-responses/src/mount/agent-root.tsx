import { SyncProvider, useValue } from '@flex-sync-suite/shared/hooks';
import React, { useEffect, useRef } from 'react';
import { watchLongEnter } from '../composer-ui/repeated-enter';
import { watchDragEnd } from '../parts/dragged-response';
import { useLibrary, type Library } from '../data/library-store';
import { Announcer } from '../parts/announcer';
import type { Desk, ResponseSource } from '../insert/agent-services';

/** Least time between two looks at an index that is still being built. */
const BUILD_LOOK_MS = 250;

/**
 * Stands in Flex's root, unseen: follows the Lists once for the whole page, and says the news. Without a linked List, and
 * as long as nobody asks, it opens nothing.
 */
export function LibraryHost({ desk }: { readonly desk: Desk }): React.JSX.Element {
  const source = desk.source();
  useEffect(() => watchDragEnd(desk), [desk]);
  useEffect(() => watchLongEnter(window), []);
  return (
    <>
      <Announcer news={desk.news} />
      {'reason' in source ? null : <LinkedLibrary desk={desk} source={source} />}
    </>
  );
}

function LinkedLibrary({
  desk,
  source,
}: {
  readonly desk: Desk;
  readonly source: ResponseSource;
}): React.JSX.Element | null {
  const lists = useValue(source.link);
  const isAskedFor = useValue(desk.isAskedFor);
  if (lists.length === 0 && !isAskedFor) return null;
  return (
    <SyncProvider store={source.store}>
      <Follower source={source} locale={desk.locale} />
    </SyncProvider>
  );
}

function Follower({ source, locale }: { readonly source: ResponseSource; readonly locale: string | undefined }): null {
  const { link, ownUse, workerSid, library: target } = source;
  const library = useLibrary({ link, ownUse, workerSid, locale });
  const lastAt = useRef(0);
  useEffect(() => {
    const publish = (): void => {
      lastAt.current = Date.now();
      target.set(library);
    };
    // A search at every step of the build would take longer than the build.
    const waitMs = library.isIndexed ? 0 : lastAt.current + BUILD_LOOK_MS - Date.now();
    if (waitMs <= 0 || isOtherState(target.getSnapshot(), library)) {
      publish();
      return undefined;
    }
    const timer = setTimeout(publish, waitMs);
    return () => {
      clearTimeout(timer);
    };
  }, [library, target]);
  useEffect(
    () => () => {
      target.set(null);
    },
    [target],
  );
  return null;
}

const isOtherState = (before: Library | null, after: Library): boolean => before?.state.kind !== after.state.kind;
