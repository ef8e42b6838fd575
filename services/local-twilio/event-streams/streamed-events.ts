import type { CallbackSource } from '../event-callbacks/callbacks';
import type { TaskRouter } from '../taskrouter/task-router';
import { cloudEventOf, testEvent } from './cloud-event';
import type { EventStreams, Sink } from './event-streams';
import { streamTypeOf } from './event-types';

/** Events of one request at most: our choice, no page of Twilio's says how many there may be. */
const MOST_IN_BATCH = 100;

/** Events of TaskRouter for the sinks of subscriptions that want them: those of one turn together, where a sink has batches. */
export const streamedEvents =
  (router: TaskRouter, streams: EventStreams): CallbackSource =>
  (post) => {
    const waiting = new Map<Sink, object[]>();

    const send = (sink: Sink, events: readonly object[]): void => {
      const about = `event streams: ${events.length} events to ${sink.sid}`;
      post({ url: sink.destination, fields: {}, json: JSON.stringify(events), about });
    };
    const flush = (): void => {
      for (const [sink, events] of waiting) {
        for (let start = 0; start < events.length; start += MOST_IN_BATCH) {
          send(sink, events.slice(start, start + MOST_IN_BATCH));
        }
      }
      waiting.clear();
    };
    const add = (sink: Sink, event: object): void => {
      if (!sink.isBatched) {
        send(sink, [event]);
        return;
      }
      if (waiting.size === 0) setImmediate(flush);
      waiting.set(sink, [...(waiting.get(sink) ?? []), event]);
    };

    const ends = [
      router.onEvent((event) => {
        for (const { sink, schemaVersion } of streams.wanting(streamTypeOf(event.type))) {
          add(sink, cloudEventOf(event, schemaVersion));
        }
      }),
      streams.onTest((sink) => {
        send(sink, [testEvent()]);
      }),
    ];
    return () => {
      waiting.clear();
      for (const end of ends) end();
    };
  };
