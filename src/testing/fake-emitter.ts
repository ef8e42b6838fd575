type Listener = (payload: never) => void;

/** The event half of an SDK object: what tests need of an emitter, and nothing more. */
export interface FakeEmitter {
  on(event: string, listener: Listener): void;
  emit(event: string, payload?: unknown): void;
  removeAllListeners(): void;
  listenerCount(): number;
}

export function createFakeEmitter(): FakeEmitter {
  const listeners = new Map<string, Listener[]>();
  return {
    on(event, listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
    emit(event, payload) {
      // A test that emits knows which payload the event carries.
      for (const listener of listeners.get(event) ?? []) listener(payload as never);
    },
    removeAllListeners() {
      listeners.clear();
    },
    listenerCount: () => [...listeners.values()].flat().length,
  };
}
