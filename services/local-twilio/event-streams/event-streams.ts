import { createSid } from '../base/account';
import { notFound, refused } from '../base/task-router-error';
import { NEWEST_SCHEMA, STREAM_TYPES } from './event-types';

/** A webhook to which events go. */
export interface Sink {
  readonly sid: string;
  readonly destination: string;
  /** Whether several events may come in one request. */
  readonly isBatched: boolean;
  readonly createdAt: number;
  description: string;
  updatedAt: number;
}

export interface Subscription {
  readonly sid: string;
  readonly sinkSid: string;
  /** Versions of the schema by the types that are wanted. */
  readonly types: Map<string, number>;
  readonly createdAt: number;
  description: string;
  updatedAt: number;
}

/** Where an event goes to, in which version of its schema. */
interface Wanting {
  readonly sink: Sink;
  readonly schemaVersion: number;
}

/** Sinks and subscriptions of the account. */
export class EventStreams {
  private readonly allSinks = new Map<string, Sink>();
  private readonly allSubscriptions = new Map<string, Subscription>();
  private readonly testers = new Set<(sink: Sink) => void>();

  constructor(private readonly now: () => number) {}

  /** The newest first. */
  sinks(): readonly Sink[] {
    return [...this.allSinks.values()].reverse();
  }

  /** The newest first. */
  subscriptions(): readonly Subscription[] {
    return [...this.allSubscriptions.values()].reverse();
  }

  /** @throws TaskRouterError 404 */
  sink(sid: string): Sink {
    const sink = this.allSinks.get(sid);
    if (sink === undefined) throw notFound(`/Sinks/${sid}`);
    return sink;
  }

  /** @throws TaskRouterError 404 */
  subscription(sid: string): Subscription {
    const subscription = this.allSubscriptions.get(sid);
    if (subscription === undefined) throw notFound(`/Subscriptions/${sid}`);
    return subscription;
  }

  createSink(settings: Pick<Sink, 'description' | 'destination' | 'isBatched'>): Sink {
    const sink: Sink = { sid: createSid('DG'), ...settings, ...this.dates() };
    this.allSinks.set(sink.sid, sink);
    return sink;
  }

  /** @throws TaskRouterError 404; 400 while a subscription needs it */
  removeSink(sid: string): void {
    this.sink(sid);
    if (this.isInUse(sid)) throw refused(`The sink ${sid} is used by a subscription`);
    this.allSinks.delete(sid);
  }

  isInUse(sinkSid: string): boolean {
    return this.subscriptions().some((subscription) => subscription.sinkSid === sinkSid);
  }

  /** @throws TaskRouterError 404 for a sink, 400 for types, that are not there; nothing was made then */
  createSubscription(
    description: string,
    sinkSid: string,
    types: readonly (readonly [type: string, version: number | undefined])[],
  ): Subscription {
    this.sink(sinkSid);
    const subscription: Subscription = {
      ...{ sid: createSid('DF'), sinkSid, description, types: new Map() },
      ...this.dates(),
    };
    for (const [type, version] of types) this.subscribe(subscription, type, version);
    this.allSubscriptions.set(subscription.sid, subscription);
    return subscription;
  }

  removeSubscription(sid: string): void {
    this.subscription(sid);
    this.allSubscriptions.delete(sid);
  }

  /** @throws TaskRouterError 400 for a type or a version that is not there */
  subscribe(subscription: Subscription, type: string, version = NEWEST_SCHEMA): void {
    if (!STREAM_TYPES.includes(type)) throw refused(`Type not found in the system: ${type}`);
    if (!(Number.isInteger(version) && version >= 1 && version <= NEWEST_SCHEMA)) {
      throw refused(`Schema version not found in the system: ${type}`);
    }
    subscription.types.set(type, version);
    this.touch(subscription);
  }

  touch(changed: Sink | Subscription): void {
    changed.updatedAt = this.now();
  }

  /** Where events of a type go to, once for each subscription. */
  wanting(type: string): readonly Wanting[] {
    return [...this.allSubscriptions.values()].flatMap(({ sinkSid, types }) => {
      const [sink, schemaVersion] = [this.allSinks.get(sinkSid), types.get(type)];
      return sink === undefined || schemaVersion === undefined ? [] : [{ sink, schemaVersion }];
    });
  }

  /** Sends a sink the event that tells nothing. */
  test(sid: string): void {
    const sink = this.sink(sid);
    for (const tell of this.testers) tell(sink);
  }

  /** Returns a function that ends it. */
  onTest(listener: (sink: Sink) => void): () => void {
    this.testers.add(listener);
    return () => {
      this.testers.delete(listener);
    };
  }

  private dates(): Pick<Sink, 'createdAt' | 'updatedAt'> {
    const now = this.now();
    return { createdAt: now, updatedAt: now };
  }
}
