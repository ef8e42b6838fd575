import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import type { Opened } from '@flex-sync-suite/shared/flex';
import { SyncProvider, type SyncStore } from '@flex-sync-suite/shared/hooks';
import React, { useMemo, type ReactNode } from 'react';
import { createFormatters } from '../model/formatters';
import { CallSheet } from './call-sheet';
import { PortsContext, type PanelPorts } from '../data/panel-ports';
import { FormattersContext } from './formatters-context';

/** What the panel works with, once Flex is signed in and configured. */
export interface PanelWorld extends PanelPorts {
  readonly store: SyncStore;
  readonly workerSid: WorkerSid;
  /** BCP 47 tag of the agent's Flex; the browser's language by default. */
  readonly locale: string | undefined;
  /** IANA name; the browser's own by default. */
  readonly timeZone?: string;
}

/** The world, or why there is none. */
export type OpenWorld = () => Opened<PanelWorld>;

/** Gives the parts below it store, formatters and ports. */
export function PanelRoot({
  world,
  children,
}: {
  readonly world: PanelWorld;
  readonly children: ReactNode;
}): React.JSX.Element {
  const { store, locale, timeZone } = world;
  const formatters = useMemo(() => createFormatters(locale, timeZone), [locale, timeZone]);
  return (
    <SyncProvider store={store}>
      <PortsContext.Provider value={world}>
        <FormattersContext.Provider value={formatters}>
          <CallSheet />
          {children}
        </FormattersContext.Provider>
      </PortsContext.Provider>
    </SyncProvider>
  );
}
