import { createContext, useContext } from 'react';
import type { QueueHealth } from '../model/figures/queue-row-model';

/** Health of every queue, reckoned once a second by the board: of all that follows it, only the cells that show it render. */
export const HealthsContext = createContext<ReadonlyMap<string, QueueHealth>>(new Map());

export const useHealth = (sid: string): QueueHealth => useContext(HealthsContext).get(sid) ?? UNKNOWN;

const UNKNOWN: QueueHealth = { status: 'loading', causes: [], lastKnownAt: null };
