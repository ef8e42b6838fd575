import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useMemo, useState } from 'react';
import type { ShortcutToken } from '../model/shortcut-token';
import { announce, type AgentServices, type ResponseAccess } from '../insert/agent-services';
import { insertResponse, type Insertion } from '../insert/insert-response';
import { availabilityOf, preferenceOf } from '../insert/task-facts';
import { LiveClockContext, useSource } from '@flex-sync-suite/shared/hooks';
import type { Fired } from '../data/fired-rules';
import { NO_FILTER } from '../model/filter-responses';
import type { SearchHit } from '../model/search-index';
import { createPanelFormatters, PanelContext } from '../parts/panel-context';
import { useFired, useHeldOrder } from '../parts/use-fired';
import { useHits, useReasons } from '../parts/use-responses';
import { useBounds } from './bounds';
import { PopoverFrame } from './popover-frame';
import { takeKey } from './popover-keys';
import { optionId, PopoverOptions, type OfferedHits } from './popover-options';
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
  if (!isHere || library.index.size === 0) return null;
  return <OrderedPopover {...props} token={token} onDismiss={dismiss} />;
}

interface OrderedPopoverProps extends SlashPopoverProps {
  readonly token: ShortcutToken | null;
  readonly onDismiss: () => void;
}

/** Knows what comes first before a slash is typed: later it would move the options under a hand about to press Enter. */
function OrderedPopover(props: OrderedPopoverProps): React.JSX.Element | null {
  const { services, access, conversationSid, token } = props;
  const fired = useFired(access, conversationSid);
  const value = useMemo(
    () => ({ services, access, format: createPanelFormatters(services.locale) }),
    [services, access],
  );
  if (token === null) return null;
  return (
    <PanelContext.Provider value={value}>
      <LiveClockContext.Provider value={fired.clock}>
        <OpenPopover {...props} token={token} fired={fired} />
      </LiveClockContext.Provider>
    </PanelContext.Provider>
  );
}

interface OpenPopoverProps extends OrderedPopoverProps {
  readonly token: ShortcutToken;
  readonly fired: Fired;
}

function OpenPopover(props: OpenPopoverProps): React.JSX.Element | null {
  const { services, access, conversationSid, token, onDismiss } = props;
  const { hits, reasons } = useOfferedHits(props);
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
      <PopoverOptions
        id={listId}
        services={services}
        hits={hits}
        reasons={reasons}
        activeIndex={activeIndex}
        onChoose={insert}
      />
    </PopoverFrame>
  );
}

/** What is found by the letters behind the slash, and may be sent on the task's channel. The order changes with letters alone. */
function useOfferedHits({ services, access, conversationSid, token, fired }: OpenPopoverProps): OfferedHits {
  const { channel } = preferenceOf(useTask(services));
  const filter = useMemo(() => ({ ...NO_FILTER, channel }), [channel]);
  const library = useSource(access.library);
  const order = useHeldOrder(fired, `${conversationSid} ${token.start} ${token.query}`, true);
  const reasons = useReasons(library, order.fired);
  return { hits: useHits(library, token.query, filter, reasons, MAX_OPTIONS), reasons };
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
