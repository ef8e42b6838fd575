import {
  createCountryNames,
  createDurationWords,
  createFigureFormatters,
  createLanguageNames,
  type FigureFormatters,
  supportedLocale,
} from '@flex-sync-suite/shared/views';
import { createContext, useContext } from 'react';
import type { AgentServices, ResponseAccess } from '../insert/agent-services';

/** What the parts of the panel share, and those of the popover. */
export interface PanelContextValue {
  readonly services: AgentServices;
  readonly access: ResponseAccess;
  readonly format: PanelFormatters;
}

/** Counts, times of day, durations, and names of languages and countries, in the agent's language. */
export interface PanelFormatters extends Pick<FigureFormatters, 'count'> {
  /** An instant in milliseconds since the epoch. */
  readonly timeOfDay: (at: number) => string;
  readonly languageName: (tag: string) => string;
  /** In its largest units: "4 min". */
  readonly duration: (ms: number) => string;
  /** Its name, else its code. */
  readonly country: (code: string) => string;
}

export function createPanelFormatters(locale: string | undefined): PanelFormatters {
  const tag = supportedLocale(locale);
  const { count } = createFigureFormatters(tag);
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'medium' });
  return {
    count,
    timeOfDay: (at) => time.format(at),
    languageName: createLanguageNames(tag),
    duration: createDurationWords(tag),
    country: createCountryNames(tag),
  };
}

export const PanelContext = createContext<PanelContextValue | null>(null);

/** @throws Error outside of both */
export function usePanel(): PanelContextValue {
  const value = useContext(PanelContext);
  if (value === null) throw new Error('A part of panel or popover stands outside of both');
  return value;
}
