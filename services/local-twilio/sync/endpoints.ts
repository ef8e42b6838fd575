import type { Clock } from '../base/clock';

/** A client came or went. */
export interface EndpointChange {
  readonly type: 'endpoint_connected' | 'endpoint_disconnected';
  readonly identity: string;
  readonly endpointId: string;
}

/** Who is connected to one Sync service. */
export interface Endpoints {
  /** A connection of an identity; call what it returns when the connection has ended. */
  connect(identity: string, endpointId: string): () => void;
  /** Forgets the departures that are waited with. */
  clear(): void;
}

export interface EndpointsOptions {
  readonly clock: Clock;
  /**
   * How long an identity must be gone, with all its clients, before its last one is told to have gone. Null: each
   * client's departure is told at once.
   */
  readonly debounceMs: () => number | null;
  readonly onChange: (change: EndpointChange) => void;
}

interface Presence {
  connections: number;
  cancelDeparture: () => void;
}

const nothing = (): void => undefined;

export function createEndpoints({ clock, debounceMs, onChange }: EndpointsOptions): Endpoints {
  const presences = new Map<string, Presence>();

  const depart = (identity: string, endpointId: string): void => {
    const presence = presences.get(identity);
    if (presence?.connections === 0) presences.delete(identity);
    onChange({ type: 'endpoint_disconnected', identity, endpointId });
  };

  const disconnect = (identity: string, endpointId: string, presence: Presence): void => {
    presence.connections -= 1;
    const waitMs = debounceMs();
    if (waitMs === null) depart(identity, endpointId);
    else if (presence.connections === 0) {
      presence.cancelDeparture = clock.schedule(clock.now() + waitMs, () => {
        depart(identity, endpointId);
      });
    }
  };

  return {
    connect(identity, endpointId) {
      const presence = presences.get(identity) ?? { connections: 0, cancelDeparture: nothing };
      presences.set(identity, presence);
      presence.connections += 1;
      presence.cancelDeparture();
      presence.cancelDeparture = nothing;
      onChange({ type: 'endpoint_connected', identity, endpointId });
      let isOpen = true;
      return () => {
        if (isOpen) disconnect(identity, endpointId, presence);
        isOpen = false;
      };
    },
    clear() {
      for (const { cancelDeparture } of presences.values()) cancelDeparture();
      presences.clear();
    },
  };
}
