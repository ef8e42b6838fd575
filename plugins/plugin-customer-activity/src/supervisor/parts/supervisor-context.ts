import type { ProductKey } from '@flex-sync-suite/shared/contract';
import { createContext, useContext } from 'react';
import type { SupervisorServices } from '../data/supervisor-services';
import type { SupervisorFormatters } from './supervisor-formatters';

/** A product that somebody wants to know more of. */
export interface ProductChoice {
  readonly productKey: ProductKey;
  /** As the list calls it. */
  readonly label: string;
}

/** What all parts of the view work with; the same object until the language or the time zone is another. */
export interface SupervisorContextValue {
  readonly services: SupervisorServices;
  readonly format: SupervisorFormatters;
  readonly openProduct: (product: ProductChoice) => void;
}

export const SupervisorContext = createContext<SupervisorContextValue | null>(null);

/** @throws Error outside of the view */
export function useSupervisor(): SupervisorContextValue {
  const value = useContext(SupervisorContext);
  if (value === null) throw new Error('A part of the view stands outside of it');
  return value;
}
