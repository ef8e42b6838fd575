import type { QueueAlert } from '@flex-sync-suite/shared/contract';
import { createContext } from 'react';

/** The worst open alert of every queue: of all that follows it, only the marks render. */
export const AlertsContext = createContext<ReadonlyMap<string, QueueAlert>>(new Map());
