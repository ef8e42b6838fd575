import {
  createDurationWords,
  createFigureFormatters,
  createTimeFormatters,
  supportedLocale,
  type FigureFormatters,
  type TimeFormatters,
} from '@flex-sync-suite/shared/views';
import { createContext, useContext } from 'react';
import type { ExplorerStore } from '../data/explorer-store';

export interface ExplorerFormatters extends FigureFormatters, TimeFormatters {
  /** With at most one decimal place: "12.5". */
  readonly perSecond: (value: number) => string;
  /** Of milliseconds, in its largest units, never below zero: "1 hr 5 min". */
  readonly inWords: (ms: number) => string;
}

/** Made once a view. @param locale of Flex; what the browser does not know is its own language */
export function createExplorerFormatters(locale: string | undefined): ExplorerFormatters {
  const tag = supportedLocale(locale);
  const perSecond = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  return {
    ...createFigureFormatters(tag),
    ...createTimeFormatters(tag),
    perSecond: (value) => perSecond.format(value),
    inWords: createDurationWords(tag),
  };
}

/** What all parts of the view work with. */
export interface ExplorerContextValue {
  readonly store: ExplorerStore;
  readonly format: ExplorerFormatters;
}

export const ExplorerContext = createContext<ExplorerContextValue | null>(null);

/** @throws Error outside of the view */
export function useExplorer(): ExplorerContextValue {
  const value = useContext(ExplorerContext);
  if (value === null) throw new Error('A part of the view stands outside of it');
  return value;
}
