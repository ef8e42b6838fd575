import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useMemo, useState } from 'react';
import type { ShortcutToken } from '../model/shortcut-token';
import { announce, type AgentServices, type ResponseAccess } from '../insert/agent-services';
import { insertResponse, type Insertion } from '../insert/insert-response';
import { availabilityOf, preferenceOf } from '../insert/task-facts';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { NO_FILTER } from '../model/filter-responses';
import type { SearchHit } from '../model/search-index';
import { useHits } from '../parts/use-responses';
import { useBounds } from './bounds';
import { PopoverFrame } from './popover-frame';
import { takeKey } from './popover-keys';
import { PopoverOption } from './popover-option';
import { useComposerAria } from './use-composer-aria';
import { useComposerKeys } from './use-composer-keys';
import { useSlash } from './use-slash';
import { composerStrings } from './composer-strings';
import { useTask } from '../parts/use-task';
import { usePrefetcher } from '../parts/use-prefetcher';

/** As many as somebody reads; further letters find the others. */
const MAX_OPTIONS = 20;
const PREFETCH_AFTER_MS = 200;
/** A word about every letter would drown the letters. */
const ANNOUNCE_AFTER_MS = 500;

interface SlashPopoverProps {
  readonly services: AgentServices;
  readonly access: ResponseAccess;
  readonly conversationSid: string;
}

/** Offers responses while a `/shortcut` is typed. The caret stays in the message field throughout. */
export function SlashPopover(props: SlashPopoverProps): React.JSX.Element | null {
  const { services, access, conversationSid } = props;
  const { token, dismiss } = useSlash(services, conversationSid);
  const availability = availabilityOf(useTask(services));
  const library = useSource(access.library);
  const isHere = availability.kind === 'on' && availability.conversationSid === conversationSid;
  if (token === null || !isHere || library.index.size === 0) return null;
  return <OpenPopover {...props} token={token} onDismiss={dismiss} />;
}

interface OpenPopoverProps extends SlashPopoverProps {
  readonly token: ShortcutToken;
  readonly onDismiss: () => void;
}

function OpenPopover(props: OpenPopoverProps): React.JSX.Element | null {
  const { services, access, conversationSid, token, onDismiss } = props;
  const hits = useOfferedHits(props);
  const { activeIndex, setActiveIndex } = useActive(token.query, hits);
  const active = hits[activeIndex]?.item;
  const listId = `canned-options-${useUID()}`;
  const bounds = useBounds(() => services.composer.element(conversationSid));
  const canSend = access.settings.isInsertAndSendOn;
  const insert = (item: CannedResponseItem, finish: Pick<Insertion, 'then'> = {}): void => {
    const place = { kind: 'token', start: token.start, text: `/${token.query}` } as const;
    onDismiss();
    void insertResponse(services, access, { item, conversationSid, way: 'shortcut', place, ...finish });
  };
  useComposerKeys(services, conversationSid, (event) =>
    takeKey(event, {
      canChoose: active !== undefined,
      canSend,
      onDismiss,
      onMove: (step) => {
        setActiveIndex((activeIndex + step + hits.length) % hits.length);
      },
      onChoose: (finish) => {
        if (active !== undefined) insert(active, finish);
      },
    }),
  );
  useComposerAria(services, conversationSid, listId, active === undefined ? null : optionId(listId, activeIndex));
  usePrefetch(access, active);
  useCountAnnouncement(services, hits.length);
  if (bounds === null) return null;
  return (
    <PopoverFrame bounds={bounds} hint={composerStrings.popover.hint(canSend)}>
      <Options id={listId} services={services} hits={hits} activeIndex={activeIndex} onChoose={insert} />
    </PopoverFrame>
  );
}

/** What is found by the letters behind the slash, and may be sent on the task's channel. */
function useOfferedHits({ services, access, token }: OpenPopoverProps): readonly SearchHit[] {
  const { channel } = preferenceOf(useTask(services));
  const filter = useMemo(() => ({ ...NO_FILTER, channel }), [channel]);
  return useHits(useSource(access.library), token.query, filter, { limit: MAX_OPTIONS });
}

const optionId = (listId: string, index: number): string => `${listId}-${index}`;

interface OptionsProps {
  readonly id: string;
  readonly services: AgentServices;
  readonly hits: readonly SearchHit[];
  readonly activeIndex: number;
  readonly onChoose: (item: CannedResponseItem) => void;
}

function Options({ id, services, hits, activeIndex, onChoose }: OptionsProps): React.JSX.Element {
  const task = useTask(services);
  return (
    <Box
      id={id}
      role="listbox"
      // It scrolls, and what scrolls must be reachable; the field, which lists it, is no combobox that would be enough.
      tabIndex={0}
      aria-label={composerStrings.popover.label}
      overflow="auto"
      flexGrow={1}
      minHeight="0"
    >
      {hits.map((hit, index) => (
        <PopoverOption
          key={hit.item.id}
          id={optionId(id, index)}
          services={services}
          task={task}
          hit={hit}
          isActive={index === activeIndex}
          onChoose={onChoose}
        />
      ))}
      {hits.length === 0 ? (
        <Box role="option" aria-selected={false} aria-disabled padding="space40" fontSize="fontSize30">
          {composerStrings.popover.none}
        </Box>
      ) : null}
    </Box>
  );
}

/** The first one is active again after each letter. */
function useActive(query: string, hits: readonly SearchHit[]) {
  const [active, setActive] = useState({ query, index: 0 });
  const index = active.query === query ? Math.min(active.index, Math.max(0, hits.length - 1)) : 0;
  return {
    activeIndex: index,
    setActiveIndex: (next: number) => {
      setActive({ query, index: next });
    },
  };
}

/** Opens the Document of the option that somebody rests on. */
function usePrefetch({ store }: ResponseAccess, active: CannedResponseItem | undefined): void {
  const prefetcher = usePrefetcher(store);
  useEffect(() => {
    if (active === undefined) return undefined;
    const timer = setTimeout(() => {
      prefetcher.prefetch(active);
    }, PREFETCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [active, prefetcher]);
}

function useCountAnnouncement(services: AgentServices, count: number): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      announce(services, composerStrings.popover.found(String(count)));
    }, ANNOUNCE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [services, count]);
}
