import type { TaskRouterEvent } from '../domain/task-router-event';
import type { EventSource, StoredEvent } from '../store/events';
import { isDead, normalizeCallback, type CallbackForm, type DeadEvent } from './normalize-callback';
import { normalizeObservation, type Observation } from './normalize-directory';
import { rawText } from '../base/storable-text';

/**
 * Something that arrived: an event callback, one of Event Streams or of TaskRouter's list of events, or an estimate in the
 * form of a callback, or an observation of the directory over REST.
 */
export type ReceivedEvent =
  | { readonly source: 'callback' | 'event-stream' | 'events-list' | 'reconcile'; readonly form: CallbackForm }
  | UnreadableEvent
  | { readonly source: 'directory'; readonly observation: Observation };

/** What came by Event Streams as JSON text, where no callback tells the same, and why. */
interface UnreadableEvent {
  readonly source: 'event-stream';
  readonly unreadable: string;
  readonly reason: string;
}

/** An event of Event Streams: as the callback that tells the same, where there is one. */
export type StreamedEvent = UnreadableEvent | { readonly source: 'event-stream'; readonly form: CallbackForm };

/** What is stored of it: the body as it was received, as JSON text. */
export function rawOf(received: ReceivedEvent): string {
  if ('form' in received) return rawText(received.form);
  return 'observation' in received ? rawText(received.observation) : received.unreadable;
}

/**
 * What it says. The one place that knows how each source is read: what arrives and what was stored go through it alike,
 * so that state recomputed from stored events is the state that ingest made of them.
 *
 * @param receivedAtMs the receiving clock when it arrived, in UTC milliseconds
 */
export function eventOf(received: ReceivedEvent, receivedAtMs: number): TaskRouterEvent | DeadEvent {
  if ('observation' in received) return normalizeObservation(received.observation);
  if ('reason' in received) return { dead: received.reason };
  const event = normalizeCallback(received.form, receivedAtMs);
  return isDead(event) || received.source !== 'reconcile' ? event : { ...event, isEstimate: true };
}

/** What a stored event says; see {@link eventOf}. */
export function eventOfStored({
  source,
  raw,
  receivedAtMs,
}: Pick<StoredEvent, 'source' | 'raw' | 'receivedAtMs'>): TaskRouterEvent | DeadEvent {
  const received = receivedFrom(source, raw);
  return received === null ? { dead: 'its stored text cannot be read' } : eventOf(received, receivedAtMs);
}

/** The inverse of {@link rawOf}. @returns null for what this release does not write */
function receivedFrom(source: EventSource, raw: string): ReceivedEvent | null {
  const body = parsedObject(raw);
  if (body === null) return null;
  switch (source) {
    case 'callback':
    case 'event-stream':
    case 'events-list':
    case 'reconcile':
      return { source, form: body as CallbackForm };
    case 'directory':
      return { source, observation: body as unknown as Observation };
    default:
      return null;
  }
}

function parsedObject(raw: string): Readonly<Record<string, unknown>> | null {
  try {
    const body: unknown = JSON.parse(raw);
    return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
