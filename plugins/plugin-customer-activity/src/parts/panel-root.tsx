import type { Opened } from '@flex-sync-suite/shared/flex';
import { SyncProvider, type SyncStore } from '@flex-sync-suite/shared/hooks';
import type { Source } from '@flex-sync-suite/shared/observable';
import React, { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { CustomerFinder } from '../data/customer-finder';
import type { SelectedTask } from '../data/task-port';
import { createFormatters } from '../model/formatters';
import { FormattersContext } from './formatters-context';

/** What the plugin's surfaces work with, once Flex is signed in and configured. */
export interface PanelWorld {
  readonly store: SyncStore;
  readonly finder: CustomerFinder;
  readonly task: Source<SelectedTask | null>;
  /** BCP 47 tag of the agent's Flex; the browser's language by default. */
  readonly locale: string | undefined;
  /** IANA name; the browser's own by default. */
  readonly timeZone?: string;
}

/** The world, or why there is none. */
export type OpenWorld = () => Opened<PanelWorld>;

const WorldContext = createContext<PanelWorld | null>(null);

/** Gives the parts below it store, formatters and ports. */
export function PanelRoot(props: { readonly world: PanelWorld; readonly children: ReactNode }): React.JSX.Element {
  const { world, children } = props;
  const format = useMemo(() => createFormatters(world.locale, world.timeZone), [world]);
  return (
    <SyncProvider store={world.store}>
      <WorldContext.Provider value={world}>
        <FormattersContext.Provider value={format}>{children}</FormattersContext.Provider>
      </WorldContext.Provider>
    </SyncProvider>
  );
}

/** @throws Error outside of the panel */
export function useWorld(): PanelWorld {
  const world = useContext(WorldContext);
  if (world === null) throw new Error('A part of the panel stands outside of it');
  return world;
}
