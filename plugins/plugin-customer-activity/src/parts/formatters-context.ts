import { createContext, useContext } from 'react';
import type { Formatters } from '../model/formatters';

/** How the surface that is shown writes amounts, durations and instants. */
export const FormattersContext = createContext<Formatters | null>(null);

/** @throws Error outside of a surface of the plugin */
export function useFormatters(): Formatters {
  const formatters = useContext(FormattersContext);
  if (formatters === null) throw new Error('A part of the plugin stands outside of its surfaces');
  return formatters;
}
