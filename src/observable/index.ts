/** The one shape of state that changes by itself. Every layer may use it; it knows nobody. */
export { combined, throttled, type Source } from './source';
export { onDemand, type OnDemandOptions } from './on-demand';
export { createValueStore, type ValueStore } from './value-store';
