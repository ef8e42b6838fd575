import { createContext, useContext } from 'react';
import { createFormatters, type Formatters } from '../model/formatters';

/** Formatters of the page's language, made once per panel. */
export const FormattersContext = createContext<Formatters>(createFormatters(undefined));

export const useFormatters = (): Formatters => useContext(FormattersContext);
