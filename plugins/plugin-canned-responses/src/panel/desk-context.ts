import { createFigureFormatters, supportedLocale, type FigureFormatters } from '@flex-sync-suite/shared/flex';
import { createContext, useContext } from 'react';
import type { Desk, ResponseSource } from '../desk/desk';

/** What the parts of the panel share. */
export interface PanelWorld {
  readonly desk: Desk;
  readonly source: ResponseSource;
  readonly format: PanelFormatters;
}

/** Counts, and names of languages, in the agent's language. */
export interface PanelFormatters extends Pick<FigureFormatters, 'count'> {
  readonly languageName: (tag: string) => string;
}

export function createPanelFormatters(locale: string | undefined): PanelFormatters {
  const tag = supportedLocale(locale);
  const { count } = createFigureFormatters(tag);
  const names = new Intl.DisplayNames(tag === undefined ? [] : [tag], { type: 'language', fallback: 'code' });
  return {
    count,
    languageName(language) {
      try {
        return names.of(language) ?? language;
      } catch {
        // Somebody's own tag, such as "x".
        return language;
      }
    },
  };
}

export const PanelContext = createContext<PanelWorld | null>(null);

/** @throws Error outside of the panel */
export function usePanel(): PanelWorld {
  const world = useContext(PanelContext);
  if (world === null) throw new Error('The parts of the panel need its world above them');
  return world;
}
