/** The one shape of what changes by itself. Every layer may use it; it knows nobody. */
export { createListeners, type Listeners } from './listeners';
export { onDemand, type OnDemandOptions } from './on-demand';
export { combined, throttled, type Source } from './source';
export { createTicker, type Ticker } from './ticker';
export { createValueSource, type ValueSource } from './value-source';
