/** The one shape of state that changes by itself. Every layer may use it; it knows nobody. */
export { createValueStore, type ReadableStore, type ValueStore } from './value-store';
